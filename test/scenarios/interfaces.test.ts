/** Interfaces and instances, with real packets: attached, given addresses, taken off; stopped, started, rebooted. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../src/cli/tour/eventually.ts';
import type { Inside } from '../../src/cli/tour/inside.ts';
import {
  type Machine,
  makeGroup,
  makeNetwork,
  type Network,
  type Party,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import { SERVER_PORT, SERVICE_PORT } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const SECOND = '10.0.0.50';
const FURTHER = '10.0.0.60';

/** Answers by which of its addresses it was asked, and when it was started. */
const SERVER = `#!/bin/sh
echo booting
exec '${process.execPath}' -e '
  const started = Date.now();
  require("node:http").createServer((request, response) => {
    const at = request.socket.localAddress.replace("::ffff:", "");
    response.end(JSON.stringify({ at, started }));
  }).listen(${SERVER_PORT}, "0.0.0.0");'
`;

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('an instance', () => {
  const bed = new DaemonBed();
  let party: Party;
  let network: Network;
  let groupId: string;
  let server: Machine;
  let client: Inside;
  let interfaceId = '';
  let attachmentId = '';

  beforeAll(async () => {
    await bed.start();
    party = partyOf('111122223333', bed.endpoint);
    network = await makeNetwork(party, '10.0.0.0/16');
    groupId = await makeGroup(party, network, 'web', SERVER_PORT);
    server = await runInstance(party, network, '10.0.0.10', { name: 'server', groupId, userData: SERVER });
    const machine = await runInstance(party, network, '10.0.0.20', { name: 'client' });
    client = bed.inside(machine.instanceId);
  });
  afterAll(() => bed.clear());

  const answers = async (address: string) =>
    JSON.parse(Object.keys((await client.get(`http://${address}:${SERVER_PORT}/`)).bodies)[0] ?? '{}') as {
      at: string;
      started: number;
    };
  const reaches = async (address: string) =>
    (await client.connect(address, SERVER_PORT)).outcome === 'connected';
  const until = (address: string, expected: boolean) =>
    eventually(
      `${address} ${expected ? 'answers' : 'is silent'}`,
      async () => (await reaches(address)) === expected,
      20,
    );
  const interfaceShown = async () => {
    const { NetworkInterfaces } = await party.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [interfaceId] }),
    );
    return NetworkInterfaces?.[0];
  };
  const instanceState = async () => {
    const { Reservations } = await party.ec2.send(
      new ec2.DescribeInstancesCommand({ InstanceIds: [server.instanceId] }),
    );
    return Reservations?.[0]?.Instances?.[0]?.State?.Name;
  };
  const attach = async (instanceId: string) => {
    const { AttachmentId } = await party.ec2.send(
      new ec2.AttachNetworkInterfaceCommand({
        NetworkInterfaceId: interfaceId,
        InstanceId: instanceId,
        DeviceIndex: 1,
      }),
    );
    attachmentId = AttachmentId ?? '';
    await eventually(
      'it is attached',
      async () => (await interfaceShown())?.Attachment?.Status === 'attached',
      20,
    );
  };
  const detach = async () => {
    await party.ec2.send(new ec2.DetachNetworkInterfaceCommand({ AttachmentId: attachmentId }));
    await eventually('it is free', async () => (await interfaceShown())?.Status === 'available', 20);
  };

  test('is reached at a second interface as soon as that is attached', async () => {
    await until('10.0.0.10', true);
    const { NetworkInterface } = await party.ec2.send(
      new ec2.CreateNetworkInterfaceCommand({
        SubnetId: network.subnetId,
        PrivateIpAddress: SECOND,
        Groups: [groupId],
      }),
    );
    interfaceId = NetworkInterface?.NetworkInterfaceId ?? '';
    expect(await reaches(SECOND)).toBe(false);
    await attach(server.instanceId);
    expect((await answers(SECOND)).at).toBe(SECOND);
    expect((await answers('10.0.0.10')).at).toBe('10.0.0.10');
  });

  test('is judged at each interface by that interface’s groups', async () => {
    const { GroupId = '' } = await party.ec2.send(
      new ec2.CreateSecurityGroupCommand({ GroupName: 'shut', Description: 'shut', VpcId: network.vpcId }),
    );
    const regroup = (id: string) =>
      party.ec2.send(
        new ec2.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: interfaceId, Groups: [id] }),
      );
    await regroup(GroupId);
    await until(SECOND, false);
    expect(await reaches('10.0.0.10')).toBe(true);
    await regroup(groupId);
    await until(SECOND, true);
  });

  test('is reached at secondary addresses, by a load balancer too', async () => {
    await party.ec2.send(
      new ec2.AssignPrivateIpAddressesCommand({
        NetworkInterfaceId: interfaceId,
        PrivateIpAddresses: [FURTHER],
      }),
    );
    await until(FURTHER, true);
    expect((await answers(FURTHER)).at).toBe(FURTHER);
    const node = await balancerTo(party, network, FURTHER);
    await eventually(
      'the load balancer answers',
      async () => (await client.connect(node, SERVICE_PORT)).outcome === 'connected',
      60,
    );
    const { bodies } = await client.get(`http://${node}:${SERVICE_PORT}/`);
    expect(Object.keys(bodies)[0]).toContain(`"at":"${FURTHER}"`);
    await party.ec2.send(
      new ec2.UnassignPrivateIpAddressesCommand({
        NetworkInterfaceId: interfaceId,
        PrivateIpAddresses: [FURTHER],
      }),
    );
    await until(FURTHER, false);
  });

  test('loses an interface that is detached, and gets it again', async () => {
    await detach();
    expect(await reaches(SECOND)).toBe(false);
    expect(await reaches('10.0.0.10')).toBe(true);
    await attach(server.instanceId);
    await until(SECOND, true);
  });

  test('is silent while it is stopped, and comes back at the same addresses', async () => {
    await party.ec2.send(new ec2.StopInstancesCommand({ InstanceIds: [server.instanceId] }));
    await eventually('it is stopped', async () => (await instanceState()) === 'stopped', 20);
    expect(bed.postern('exec', server.instanceId, '--', 'true').status).not.toBe(0);
    expect(await reaches('10.0.0.10')).toBe(false);
    await party.ec2.send(new ec2.StartInstancesCommand({ InstanceIds: [server.instanceId] }));
    await eventually('it runs', async () => (await instanceState()) === 'running', 20);
    await until('10.0.0.10', true);
    await until(SECOND, true);
  });

  test('starts its programs anew when it is rebooted', async () => {
    const { started } = await answers('10.0.0.10');
    await party.ec2.send(new ec2.RebootInstancesCommand({ InstanceIds: [server.instanceId] }));
    await eventually(
      'another program answers',
      async () => (await reaches('10.0.0.10')) && (await answers('10.0.0.10')).started > started,
      30,
    );
    expect(await instanceState()).toBe('running');
  });

  test('shows what its user data printed', async () => {
    const read = new ec2.GetConsoleOutputCommand({ InstanceId: server.instanceId });
    const printed = await eventually('there is output', async () => (await party.ec2.send(read)).Output, 20);
    expect(Buffer.from(printed, 'base64').toString()).toContain('booting\n');
  });

  test('takes along what it brought and leaves what was attached', async () => {
    await party.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [server.instanceId] }));
    await eventually('it is terminated', async () => (await instanceState()) === 'terminated', 20);
    expect((await interfaceShown())?.Status).toBe('available');
    await party.ec2.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId: interfaceId }));
  });
});

/** The address of an internal load balancer's node that sends to this one. */
async function balancerTo(party: Party, network: Network, address: string): Promise<string> {
  const { TargetGroups } = await party.elb.send(
    new elb.CreateTargetGroupCommand({
      Name: 'further',
      Protocol: 'TCP',
      Port: SERVER_PORT,
      VpcId: network.vpcId,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  await party.elb.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: address }] }));
  const { LoadBalancers } = await party.elb.send(
    new elb.CreateLoadBalancerCommand({
      Name: 'further',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [network.subnetId],
    }),
  );
  await party.elb.send(
    new elb.CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'TCP',
      Port: SERVICE_PORT,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const Filters = [{ Name: 'interface-type', Values: ['network_load_balancer'] }];
  const { NetworkInterfaces } = await party.ec2.send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
  return NetworkInterfaces?.[0]?.PrivateIpAddress ?? '';
}
