/** What the provider does: a web server behind a Network Load Balancer, offered as an endpoint service. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { known } from '../../base/assert.ts';
import { eventually } from './eventually.ts';
import type { Machine, Network, Party } from './party.ts';

export const SERVER_PORT = 8080;
export const SERVICE_PORT = 80;

/** As a UserData script: answers who it is and whom it sees; `/stream` never ends. */
export function webServer(greeting: string): string {
  const program = `
    require("node:http").createServer((request, response) => {
      const sees = request.socket.remoteAddress.replace("::ffff:", "");
      if (request.url !== "/stream") return response.end(JSON.stringify({ greeting: ${JSON.stringify(greeting)}, sees }));
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    }).listen(${SERVER_PORT}, "0.0.0.0");`;
  return `#!/bin/sh\nexec ${quoted(process.execPath)} -e ${quoted(program)}\n`;
}

export interface Balancer {
  readonly arn: string;
  readonly targetGroupArn: string;
  readonly dnsName: string;
}

export async function makeBalancer(party: Party, network: Network, target: Machine): Promise<Balancer> {
  const { LoadBalancers } = await party.elb.send(
    new elb.CreateLoadBalancerCommand({
      Name: 'orders',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [network.subnetId],
    }),
  );
  const balancer = known(LoadBalancers?.[0], 'CreateLoadBalancer answers one');
  const arn = known(balancer.LoadBalancerArn, 'a load balancer has an ARN');
  const targetGroupArn = await makeTargetGroup(party, network, target);
  await party.elb.send(
    new elb.CreateListenerCommand({
      LoadBalancerArn: arn,
      Protocol: 'TCP',
      Port: SERVICE_PORT,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  return { arn, targetGroupArn, dnsName: known(balancer.DNSName, 'a load balancer has a name') };
}

async function makeTargetGroup(party: Party, network: Network, target: Machine): Promise<string> {
  const { TargetGroups } = await party.elb.send(
    new elb.CreateTargetGroupCommand({
      Name: 'orders',
      Protocol: 'TCP',
      Port: SERVER_PORT,
      VpcId: network.vpcId,
      TargetType: 'instance',
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = known(TargetGroups?.[0]?.TargetGroupArn, 'CreateTargetGroup answers an ARN');
  await party.elb.send(
    new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: target.instanceId }] }),
  );
  return TargetGroupArn;
}

export async function untilBalancing(party: Party, balancer: Balancer): Promise<void> {
  await eventually('the load balancer is active', async () => {
    const { LoadBalancers } = await party.elb.send(
      new elb.DescribeLoadBalancersCommand({ LoadBalancerArns: [balancer.arn] }),
    );
    return LoadBalancers?.[0]?.State?.Code === 'active';
  });
  await eventually('the target is healthy', async () => {
    const { TargetHealthDescriptions } = await party.elb.send(
      new elb.DescribeTargetHealthCommand({ TargetGroupArn: balancer.targetGroupArn }),
    );
    return TargetHealthDescriptions?.[0]?.TargetHealth?.State === 'healthy';
  });
}

export interface Service {
  readonly id: string;
  readonly name: string;
}

export async function offerService(party: Party, balancer: Balancer): Promise<Service> {
  const { ServiceConfiguration } = await party.ec2.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [balancer.arn],
      AcceptanceRequired: true,
    }),
  );
  return {
    id: known(ServiceConfiguration?.ServiceId, 'a service has an id'),
    name: known(ServiceConfiguration?.ServiceName, 'a service has a name'),
  };
}

export async function allow(party: Party, service: Service, accountIds: readonly string[]): Promise<void> {
  await party.ec2.send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.id,
      AddAllowedPrincipals: accountIds.map((accountId) => `arn:aws:iam::${accountId}:root`),
    }),
  );
}

export async function accept(party: Party, service: Service, endpointId: string): Promise<void> {
  await party.ec2.send(
    new ec2.AcceptVpcEndpointConnectionsCommand({ ServiceId: service.id, VpcEndpointIds: [endpointId] }),
  );
}

export async function reject(party: Party, service: Service, endpointId: string): Promise<void> {
  await party.ec2.send(
    new ec2.RejectVpcEndpointConnectionsCommand({ ServiceId: service.id, VpcEndpointIds: [endpointId] }),
  );
}

/** Who waits at the service's door, as the provider sees it. */
export async function connectionState(party: Party, service: Service, endpointId: string): Promise<string> {
  const { VpcEndpointConnections } = await party.ec2.send(
    new ec2.DescribeVpcEndpointConnectionsCommand({
      Filters: [{ Name: 'service-id', Values: [service.id] }],
    }),
  );
  return (
    VpcEndpointConnections?.find((one) => one.VpcEndpointId === endpointId)?.VpcEndpointState ?? 'absent'
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
