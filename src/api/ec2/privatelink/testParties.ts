/** A provider with a service on two zones, and consumers, without the wire: what the tests here start from. */
import { known } from '../../../base/assert.ts';
import { zonesById } from '../../../resources/zones.ts';
import { endpointIsProgrammed } from '../../../state/connections.ts';
import { createLoadBalancer } from '../../elbv2/createLoadBalancer.ts';
import { TEST_REGION, type TestCaller } from '../../testCall.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { acceptVpcEndpointConnections } from './acceptVpcEndpointConnections.ts';
import { createVpcEndpoint } from './createVpcEndpoint.ts';
import { createVpcEndpointServiceConfiguration } from './createVpcEndpointServiceConfiguration.ts';
import { deleteVpcEndpoints } from './deleteVpcEndpoints.ts';
import { modifyVpcEndpointServicePermissions } from './modifyVpcEndpointServicePermissions.ts';
import { rejectVpcEndpointConnections } from './rejectVpcEndpointConnections.ts';

export const PROVIDER = { accountId: '111111111111' };
export const CONSUMER = { accountId: '222222222222' };
export const STRANGER = { accountId: '333333333333' };

export interface Network {
  readonly vpcId: string;
  /** In the Region's first three zones by id, whatever the account calls them. */
  readonly subnetIds: readonly [string, string, string];
}

export interface Offer extends Network {
  /** In the first two zones. */
  readonly loadBalancerArn: string;
  readonly serviceId: string;
  readonly serviceName: string;
}

/** In the test's Region unless `as` names another. */
export function makeNetwork(caller: TestCaller, as: { accountId: string; region?: string }): Network {
  const { Vpc } = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }, as);
  const vpcId = known(Vpc?.VpcId, 'a VPC');
  const zones = zonesById({ region: TEST_REGION, ...as });
  const subnet = (at: number) => {
    const input = { VpcId: vpcId, CidrBlock: `10.0.${at}.0/24`, AvailabilityZoneId: zones[at]?.id };
    return known(caller.run(createSubnet, input, as).Subnet?.SubnetId, 'a subnet');
  };
  return { vpcId, subnetIds: [subnet(0), subnet(1), subnet(2)] };
}

export function makeLoadBalancer(caller: TestCaller, name: string, subnets: readonly string[]): string {
  const input = { Name: name, Type: 'network' as const, Scheme: 'internal' as const, Subnets: [...subnets] };
  const made = caller.run(createLoadBalancer, input, PROVIDER);
  return known(made.LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer');
}

/** A service that admits the consumer's account. */
export function makeOffer(
  caller: TestCaller,
  options: { AcceptanceRequired?: boolean; PrivateDnsName?: string; SupportedRegions?: string[] } = {},
): Offer {
  const network = makeNetwork(caller, PROVIDER);
  const loadBalancerArn = makeLoadBalancer(
    caller,
    `nlb-${caller.state.snapshot.loadBalancers.size}`,
    network.subnetIds.slice(0, 2),
  );
  const made = caller.run(
    createVpcEndpointServiceConfiguration,
    { NetworkLoadBalancerArns: [loadBalancerArn], ...options },
    PROVIDER,
  );
  const serviceId = known(made.ServiceConfiguration?.ServiceId, 'a service');
  const AddAllowedPrincipals = [`arn:aws:iam::${CONSUMER.accountId}:root`];
  caller.run(modifyVpcEndpointServicePermissions, { ServiceId: serviceId, AddAllowedPrincipals }, PROVIDER);
  return {
    ...network,
    loadBalancerArn,
    serviceId,
    serviceName: known(made.ServiceConfiguration?.ServiceName, 'a name'),
  };
}

/** An endpoint of the consumer's, in whichever Region its VPC is. */
export function connect(
  caller: TestCaller,
  { serviceName }: Offer,
  vpcId: string,
  subnetIds: readonly string[],
  region = TEST_REGION,
): string {
  const input = {
    VpcEndpointType: 'Interface' as const,
    VpcId: vpcId,
    ServiceName: serviceName,
    ServiceRegion: TEST_REGION,
    SubnetIds: [...subnetIds],
  };
  const { VpcEndpoint } = caller.run(createVpcEndpoint, input, { ...CONSUMER, region });
  return known(VpcEndpoint?.VpcEndpointId, 'an endpoint');
}

/** The codes of what could not be done. */
export function accept(caller: TestCaller, { serviceId }: Offer, endpointId: string): string[] {
  const input = { ServiceId: serviceId, VpcEndpointIds: [endpointId] };
  return codesOf(caller.run(acceptVpcEndpointConnections, input, PROVIDER));
}

export function reject(caller: TestCaller, { serviceId }: Offer, endpointId: string): string[] {
  const input = { ServiceId: serviceId, VpcEndpointIds: [endpointId] };
  return codesOf(caller.run(rejectVpcEndpointConnections, input, PROVIDER));
}

export function remove(caller: TestCaller, endpointId: string, region = TEST_REGION): string[] {
  const input = { VpcEndpointIds: [endpointId] };
  return codesOf(caller.run(deleteVpcEndpoints, input, { ...CONSUMER, region }));
}

/** What the reconciler does once the data plane has confirmed an endpoint. */
export function confirm(caller: TestCaller, endpointId: string): void {
  caller.change((tx) => {
    const endpoint = tx.vpcEndpoints.get(endpointId);
    if (endpoint?.status.state === 'pending') endpointIsProgrammed(tx, endpoint);
  });
}

export function stateOf(caller: TestCaller, endpointId: string): string | undefined {
  return caller.state.snapshot.vpcEndpoints.get(endpointId)?.status.state;
}

function codesOf({ Unsuccessful = [] }: { Unsuccessful?: { Error?: { Code?: string } }[] }): string[] {
  return Unsuccessful.map((item) => item.Error?.Code ?? 'no code');
}
