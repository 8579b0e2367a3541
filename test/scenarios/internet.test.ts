/** Instances and the internet, through the API: public addresses, NAT gateways, and a namespace that stands for the world. */
import { type ChildProcess, spawn } from 'node:child_process';
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { makeNetwork, type Network, type Party, partyOf } from '../../src/cli/tour/party.ts';
import { namespacePath } from '../../src/dataplane/namespaces.ts';
import { DaemonBed, isRoot, whyNoDaemon } from '../support/daemonBed.ts';
import { namespaceBed } from '../support/namespaceBed.ts';

const missing = whyNoDaemon() ?? (isRoot ? undefined : 'the host’s namespaces are root’s to join');
if (missing) console.warn(`skipped: ${missing}`);

/** Of the documentation's block. */
const WORLD = '203.0.113.9';

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('an instance and the internet', () => {
  const bed = new DaemonBed();
  const world = namespaceBed();
  let server: ChildProcess;
  let party: Party;
  let network: Network;
  let gatewayId: string | undefined;
  let publicly: { id: string; publicIp: string | undefined };

  beforeAll(async () => {
    world.add('world');
    world.ip('world', 'address', 'add', `${WORLD}/32`, 'dev', 'lo');
    const source = `require('http').createServer((q, r) => r.end(q.socket.remoteAddress.replace('::ffff:', ''))).listen(80)`;
    const enter = [`--net=${namespacePath(world.name('world'))}`, process.execPath, '-e', source];
    server = spawn('nsenter', enter, { stdio: ['ignore', 'ignore', 'inherit'] });
    await bed.start('--internet', world.name('world'));
    party = partyOf('111122223333', bed.endpoint);
    network = await makeNetwork(party, '10.0.0.0/16');
    const made = await party.ec2.send(new ec2.CreateInternetGatewayCommand({}));
    gatewayId = made.InternetGateway?.InternetGatewayId;
    await party.ec2.send(
      new ec2.AttachInternetGatewayCommand({ InternetGatewayId: gatewayId, VpcId: network.vpcId }),
    );
  });
  afterAll(async () => {
    server.kill('SIGKILL');
    await bed.clear();
    world.clear();
  });

  const launch = async (SubnetId: string | undefined, AssociatePublicIpAddress: boolean) => {
    const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId, AssociatePublicIpAddress }];
    const input = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, NetworkInterfaces };
    const { Instances } = await party.ec2.send(new ec2.RunInstancesCommand(input));
    const id = Instances?.[0]?.InstanceId ?? '';
    const shown = async () => {
      const command = new ec2.DescribeInstancesCommand({ InstanceIds: [id] });
      return (await party.ec2.send(command)).Reservations?.[0]?.Instances?.[0];
    };
    await eventually('it runs', async () => (await shown())?.State?.Name === 'running', 20);
    return { id, publicIp: (await shown())?.PublicIpAddress };
  };
  /** Whom the world sees, or that it sees nobody. */
  const seen = async (id: string) =>
    Object.keys(
      (
        await bed
          .inside(id)
          .get(`http://${WORLD}/`)
          .catch(() => ({ bodies: {} }))
      ).bodies,
    )[0];
  const mainTable = async () => {
    const Filters = [{ Name: 'vpc-id', Values: [network.vpcId] }];
    const { RouteTables } = await party.ec2.send(new ec2.DescribeRouteTablesCommand({ Filters }));
    return RouteTables?.find(({ Associations }) => Associations?.some(({ Main }) => Main))?.RouteTableId;
  };

  test('reaches it under its own public address, once a route leads there', async () => {
    publicly = await launch(network.subnetId, true);
    expect(publicly.publicIp).toMatch(/^198\.18\./);
    expect((await bed.inside(publicly.id).connect(WORLD, 80)).outcome).not.toBe('connected');
    const [RouteTableId, DestinationCidrBlock] = [await mainTable(), '0.0.0.0/0'];
    await party.ec2.send(
      new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock, GatewayId: gatewayId }),
    );
    await eventually('it is seen', async () => (await seen(publicly.id)) === publicly.publicIp, 15);
  });

  test('bears an Elastic IP from when it has one', async () => {
    const { AllocationId, PublicIp } = await party.ec2.send(new ec2.AllocateAddressCommand({}));
    await party.ec2.send(new ec2.AssociateAddressCommand({ AllocationId, InstanceId: publicly.id }));
    await eventually('it is seen', async () => (await seen(publicly.id)) === PublicIp, 15);
  });

  test('without one reaches it by a NAT gateway, which is pending until it carries packets', async () => {
    const { Subnet } = await party.ec2.send(
      new ec2.CreateSubnetCommand({ VpcId: network.vpcId, CidrBlock: '10.0.7.0/24' }),
    );
    const hidden = await launch(Subnet?.SubnetId, false);
    expect(hidden.publicIp).toBeUndefined();
    const { AllocationId, PublicIp } = await party.ec2.send(new ec2.AllocateAddressCommand({}));
    const made = await party.ec2.send(
      new ec2.CreateNatGatewayCommand({ SubnetId: network.subnetId, AllocationId }),
    );
    const NatGatewayId = made.NatGateway?.NatGatewayId;
    expect(made.NatGateway?.State).toBe('pending');
    const state = async () => {
      const command = new ec2.DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId ?? ''] });
      return (await party.ec2.send(command)).NatGateways?.[0]?.State;
    };
    await eventually('it is available', async () => (await state()) === 'available', 15);
    const { RouteTable } = await party.ec2.send(new ec2.CreateRouteTableCommand({ VpcId: network.vpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    const DestinationCidrBlock = '0.0.0.0/0';
    await party.ec2.send(new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock, NatGatewayId }));
    await party.ec2.send(new ec2.AssociateRouteTableCommand({ RouteTableId, SubnetId: Subnet?.SubnetId }));
    await eventually('it is seen', async () => (await seen(hidden.id)) === PublicIp, 15);
    await party.ec2.send(new ec2.DeleteNatGatewayCommand({ NatGatewayId }));
    await eventually('it is deleted', async () => (await state()) === 'deleted', 15);
    expect((await bed.inside(hidden.id).connect(WORLD, 80)).outcome).not.toBe('connected');
  });
});
