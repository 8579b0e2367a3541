/** Two accounts' VPCs become peers, share an endpoint to a third one's service, and part again. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import { createEndpoint, untilEndpoint } from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import {
  type Machine,
  makeGroup,
  makeNetwork,
  type Network,
  type Party,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import {
  accept,
  allow,
  makeBalancer,
  offerService,
  SERVER_PORT,
  SERVICE_PORT,
  untilBalancing,
  webServer,
} from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

/** The provider's addresses are those of one of the peers. */
const [HUB, OFFICE, PROVIDER] = ['10.6.0.0/16', '10.7.0.0/16', '10.7.0.0/16'];
const S3_ADDRESS = '52.216.0.1';

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('peered VPCs', () => {
  const bed = new DaemonBed();
  const hubOwner = () => partyOf('111122223333', bed.endpoint);
  const officeOwner = () => partyOf('444455556666', bed.endpoint);
  const provider = () => partyOf('777788889999', bed.endpoint);
  let [hub, office]: Network[] = [];
  let client: Machine | undefined;
  let [hubGroup, officeGroup, hubTable, officeTable, peeringId]: string[] = [];

  const seen = (address: string, port = SERVER_PORT) =>
    bed
      .inside(known(client, 'the client runs').instanceId)
      .get(`http://${address}:${port}/`)
      .then(({ bodies }) => Object.keys(bodies))
      .catch(() => []);
  const outcome = async (address: string, port: number) =>
    (await bed.inside(known(client, 'the client runs').instanceId).connect(address, port)).outcome;
  const answers = (what: string, address: string, port?: number) =>
    eventually(what, async () => {
      const bodies = await seen(address, port);
      return bodies.length > 0 && bodies;
    });
  const falls = (what: string, address: string, port: number, wanted: string) =>
    eventually(what, async () => (await outcome(address, port)) === wanted);

  const mainTable = async ({ ec2: api }: Party, { vpcId }: Network) => {
    const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
    const { RouteTables } = await api.send(new ec2.DescribeRouteTablesCommand({ Filters }));
    return known(RouteTables?.[0]?.RouteTableId, 'a VPC has a main table');
  };
  const route = ({ ec2: api }: Party, RouteTableId: string | undefined, DestinationCidrBlock: string) =>
    api.send(
      new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock, VpcPeeringConnectionId: peeringId }),
    );
  const admit = ({ ec2: api }: Party, GroupId: string | undefined, peer: Partial<ec2.IpPermission>) =>
    api.send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, ...peer }],
      }),
    );

  beforeAll(async () => {
    await bed.start();
    hub = await makeNetwork(hubOwner(), HUB);
    office = await makeNetwork(officeOwner(), OFFICE);
    hubGroup = await makeGroup(hubOwner(), hub, 'hub', SERVER_PORT);
    officeGroup = await makeGroup(officeOwner(), office, 'office', SERVER_PORT);
    await runInstance(hubOwner(), hub, '10.6.0.10', {
      ...{ name: 'server', groupId: hubGroup, userData: webServer('hub') },
    });
    client = await runInstance(officeOwner(), office, '10.7.0.10', { name: 'client', groupId: officeGroup });
    hubTable = await mainTable(hubOwner(), hub);
    officeTable = await mainTable(officeOwner(), office);
  });
  afterAll(() => bed.clear());

  test('reach each other once both owners agree, route and admit', async () => {
    const { VpcPeeringConnection } = await officeOwner().ec2.send(
      new ec2.CreateVpcPeeringConnectionCommand({
        ...{ VpcId: office?.vpcId, PeerVpcId: hub?.vpcId, PeerOwnerId: '111122223333' },
      }),
    );
    peeringId = VpcPeeringConnection?.VpcPeeringConnectionId;
    await hubOwner().ec2.send(
      new ec2.AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peeringId }),
    );
    await route(officeOwner(), officeTable, HUB);
    await route(hubOwner(), hubTable, OFFICE);
    expect(await outcome('10.6.0.10', SERVER_PORT)).toBe('ETIMEDOUT');
    await admit(hubOwner(), hubGroup, {
      UserIdGroupPairs: [{ GroupId: officeGroup, UserId: '444455556666' }],
    });
    const bodies = await answers('the peer answers', '10.6.0.10');
    expect(bodies).toEqual(['{"greeting":"hub","sees":"10.7.0.10"}']);
  });

  test('know each other’s names where an owner lets it', async () => {
    const lookup = () => bed.inside(known(client, 'it runs').instanceId).lookup('ip-10-6-0-10.ec2.internal');
    expect((await lookup()).addresses).toEqual([]);
    await hubOwner().ec2.send(
      new ec2.ModifyVpcPeeringConnectionOptionsCommand({
        VpcPeeringConnectionId: peeringId,
        AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
      }),
    );
    await eventually('the name is known', async () => (await lookup()).addresses[0] === '10.6.0.10');
  });

  test('share an endpoint to the service of a third, whose addresses are those of one of them', async () => {
    const own = await makeNetwork(provider(), PROVIDER);
    const groupId = await makeGroup(provider(), own, 'web', SERVER_PORT);
    const target = await runInstance(provider(), own, '10.7.0.10', {
      ...{ name: 'target', groupId, userData: webServer('service') },
    });
    const balancer = await makeBalancer(provider(), own, target);
    await untilBalancing(provider(), balancer);
    const service = await offerService(provider(), balancer);
    await allow(provider(), service, ['111122223333']);
    const endpoint = await createEndpoint(
      hubOwner(),
      known(hub, 'there is a hub'),
      service.name,
      known(hubGroup, 'it has a group'),
    );
    await untilEndpoint(hubOwner(), endpoint.id, 'pendingAcceptance');
    await falls('the endpoint refuses', endpoint.address, SERVICE_PORT, 'ECONNREFUSED');
    await accept(provider(), service, endpoint.id);
    await untilEndpoint(hubOwner(), endpoint.id, 'available');
    const [body] = await answers('the service answers the peer', endpoint.address, SERVICE_PORT);
    expect(body).toContain('"greeting":"service"');
  });

  test('have gateway endpoints each for itself', async () => {
    const gateway = ({ ec2: api }: Party, network: Network | undefined, table: string | undefined) =>
      api.send(
        new ec2.CreateVpcEndpointCommand({
          VpcId: network?.vpcId,
          ServiceName: 'com.amazonaws.us-east-1.s3',
          RouteTableIds: table ? [table] : [],
        }),
      );
    await gateway(hubOwner(), hub, hubTable);
    expect(await outcome(S3_ADDRESS, 443)).toBe('ETIMEDOUT');
    const { VpcEndpoint } = await gateway(officeOwner(), office, officeTable);
    await falls('the service is reached', S3_ADDRESS, 443, 'ECONNREFUSED');
    await officeOwner().ec2.send(
      new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ''] }),
    );
    await falls('it is not', S3_ADDRESS, 443, 'ETIMEDOUT');
  });

  test('part when one of them ends it, and their routes are black holes', async () => {
    expect(await seen('10.6.0.10')).toHaveLength(1);
    await officeOwner().ec2.send(
      new ec2.DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peeringId }),
    );
    await falls('the peer is out of reach', '10.6.0.10', SERVER_PORT, 'ETIMEDOUT');
    const RouteTableIds = [known(officeTable, 'there is a table')];
    const { RouteTables } = await officeOwner().ec2.send(
      new ec2.DescribeRouteTablesCommand({ RouteTableIds }),
    );
    const led = RouteTables?.[0]?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === HUB);
    expect(led).toMatchObject({ State: 'blackhole', VpcPeeringConnectionId: peeringId });
  });
});
