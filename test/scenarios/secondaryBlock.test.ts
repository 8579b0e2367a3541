/** A VPC grows by a block while it carries traffic, and its instances follow its DHCP options. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import {
  type Machine,
  makeGroup,
  makeNetwork,
  type Network,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import { SERVER_PORT, webServer } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const PRIMARY = '10.4.0.0/24';
const SECONDARY = '100.64.0.0/24';

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('a VPC with a secondary block', () => {
  const bed = new DaemonBed();
  const party = () => partyOf('111122223333', bed.endpoint);
  let network: Network;
  let client: Machine;
  let server: Machine;
  let associationId: string;

  beforeAll(async () => {
    await bed.start();
    network = await makeNetwork(party(), PRIMARY);
    client = await runInstance(party(), network, '10.4.0.10', { name: 'client' });
  });
  afterAll(() => bed.clear());

  test('carries traffic between both blocks, within their groups, and names', async () => {
    const grown = await grow();
    const groupId = await makeGroup(party(), network, 'web', SERVER_PORT);
    const userData = webServer('secondary');
    server = await runInstance(party(), grown, '100.64.0.10', { name: 'server', groupId, userData });
    const url = `http://100.64.0.10:${SERVER_PORT}/`;
    const { bodies } = await eventually('the server answers', () =>
      bed
        .inside(client.instanceId)
        .get(url)
        .catch(() => undefined),
    );
    expect(Object.keys(bodies)).toEqual(['{"greeting":"secondary","sees":"10.4.0.10"}']);
    const { outcome } = await bed.inside(client.instanceId).connect('100.64.0.10', 81);
    expect(outcome).not.toBe('connected');
    const name = 'ip-100-64-0-10.ec2.internal';
    const { addresses, servers } = await bed.inside(client.instanceId).lookup(name);
    expect({ addresses, servers }).toEqual({ addresses: ['100.64.0.10'], servers: ['10.4.0.2'] });
    const back = await bed.inside(server.instanceId).lookup('ip-10-4-0-10.ec2.internal');
    expect(back).toMatchObject({ addresses: ['10.4.0.10'], servers: ['10.4.0.2'] });
  });

  test('gives its instances the domain of its DHCP options', async () => {
    const { DhcpOptions } = await party().ec2.send(
      new ec2.CreateDhcpOptionsCommand({
        DhcpConfigurations: [
          { Key: 'domain-name', Values: ['corp.example.com'] },
          { Key: 'domain-name-servers', Values: ['AmazonProvidedDNS'] },
        ],
      }),
    );
    const { DhcpOptionsId } = DhcpOptions ?? {};
    await party().ec2.send(new ec2.AssociateDhcpOptionsCommand({ DhcpOptionsId, VpcId: network.vpcId }));
    const resolvConf = () => bed.postern('exec', client.instanceId, '--', 'cat', '/etc/resolv.conf').stdout;
    await eventually('the instance follows', async () => resolvConf().includes('search corp.example.com'));
    expect(resolvConf()).toBe('nameserver 10.4.0.2\nsearch corp.example.com\n');
  });

  test('lets the block go once nothing is in it', async () => {
    const { ec2: api } = party();
    const disassociate = () =>
      api.send(new ec2.DisassociateVpcCidrBlockCommand({ AssociationId: associationId }));
    await expect(disassociate()).rejects.toMatchObject({ name: 'InvalidCidrBlock.InUse' });
    const InstanceIds = [server.instanceId];
    const { Reservations } = await api.send(new ec2.DescribeInstancesCommand({ InstanceIds }));
    await api.send(new ec2.TerminateInstancesCommand({ InstanceIds }));
    const SubnetId = Reservations?.[0]?.Instances?.[0]?.SubnetId;
    await eventually('the subnet is empty', () =>
      api.send(new ec2.DeleteSubnetCommand({ SubnetId })).catch(() => undefined),
    );
    await disassociate();
    const { outcome } = await bed.inside(client.instanceId).connect('100.64.0.10', SERVER_PORT);
    expect(outcome).not.toBe('connected');
  });

  /** Adds the block and a subnet in it. */
  async function grow(): Promise<Network> {
    const { ec2: api } = party();
    const made = await api.send(
      new ec2.AssociateVpcCidrBlockCommand({ VpcId: network.vpcId, CidrBlock: SECONDARY }),
    );
    associationId = known(made.CidrBlockAssociation?.AssociationId, 'an id');
    const { Subnet } = await api.send(
      new ec2.CreateSubnetCommand({ VpcId: network.vpcId, CidrBlock: '100.64.0.0/25' }),
    );
    return { ...network, subnetId: known(Subnet?.SubnetId, 'a subnet') };
  }
});
