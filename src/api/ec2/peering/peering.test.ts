/** VPC peering through AWS's own client: both sides, their states, and what each side may do. */
import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  DescribeTagsCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
  ModifyVpcPeeringConnectionOptionsCommand,
  RejectVpcPeeringConnectionCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peeringLife } from '../../../reconcile/peeringLife.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const [REQUESTER, ACCEPTER] = ['111111111111', '222222222222'];
const [HOUR, DAY] = [3_600_000, 24 * 3_600_000];

let server: TestServer;
let time: Date;

beforeEach(async () => {
  time = new Date('2026-01-01T00:00:00Z');
  server = await startTestServer('us-east-1', { clock: { now: () => time } });
});

afterEach(() => server.close());

function client(accountId: string, region = 'us-east-1') {
  const credentials = { accessKeyId: accountId, secretAccessKey: 'any' };
  return new EC2Client({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

async function makeVpc(ec2: EC2Client, CidrBlock: string) {
  return (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? '';
}

/** A request from account 1 in us-east-1 to account 2 in another Region, unless told otherwise. */
async function request({ to = ACCEPTER, region = 'us-west-2', block = '10.2.0.0/16' } = {}) {
  const [from, other] = [client(REQUESTER), client(to, region)];
  const [VpcId, PeerVpcId] = [await makeVpc(from, '10.1.0.0/16'), await makeVpc(other, block)];
  const input = { VpcId, PeerVpcId, PeerOwnerId: to, PeerRegion: region };
  const { VpcPeeringConnection: made } = await from.send(new CreateVpcPeeringConnectionCommand(input));
  const VpcPeeringConnectionId = made?.VpcPeeringConnectionId ?? '';
  return { from, other, VpcId, PeerVpcId, made, VpcPeeringConnectionId, pcx: { VpcPeeringConnectionId } };
}

async function shown(ec2: EC2Client, filters: Record<string, string> = {}) {
  const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  return (await ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters }))).VpcPeeringConnections ?? [];
}

const statusFor = async (ec2: EC2Client) => (await shown(ec2))[0]?.Status;

function reconcile() {
  return server.state.transact((tx) => peeringLife(tx, { now: time, random: undefined as never }));
}

function later(ms: number) {
  time = new Date(time.getTime() + ms);
  return reconcile();
}

const OPTIONS = {
  AllowDnsResolutionFromRemoteVpc: false,
  AllowEgressFromLocalClassicLinkToRemoteVpc: false,
  AllowEgressFromLocalVpcToRemoteClassicLink: false,
};

describe('a request', () => {
  test('waits a week for the other side, which sees it too', async () => {
    const { from, other, made, VpcId, PeerVpcId, VpcPeeringConnectionId } = await request();
    const asked = {
      VpcPeeringConnectionId,
      ExpirationTime: new Date('2026-01-08T00:00:00Z'),
      RequesterVpcInfo: {
        OwnerId: REQUESTER,
        Region: 'us-east-1',
        VpcId,
        CidrBlock: '10.1.0.0/16',
        CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }],
        Ipv6CidrBlockSet: [],
        PeeringOptions: OPTIONS,
      },
      AccepterVpcInfo: { OwnerId: ACCEPTER, Region: 'us-west-2', VpcId: PeerVpcId, PeeringOptions: OPTIONS },
      Tags: [],
    };
    const Status = { Code: 'pending-acceptance', Message: `Pending Acceptance by ${ACCEPTER}` };
    expect(made).toEqual({
      ...asked,
      Status: { Code: 'initiating-request', Message: `Initiating Request to ${ACCEPTER}` },
    });
    expect(await shown(from)).toEqual([{ ...asked, Status }]);
    expect(await shown(other)).toEqual([{ ...asked, Status }]);
    expect(await shown(client('333333333333'))).toEqual([]);
    expect(await shown(client(REQUESTER, 'us-west-2'))).toEqual([]);
    expect(later(6 * DAY)).toEqual(new Date('2026-01-08T00:00:00Z'));
    later(1 * DAY);
    expect(await statusFor(from)).toEqual({ Code: 'expired', Message: 'Expired' });
    later(2 * DAY);
    expect([await shown(from), await shown(other)]).toEqual([[], []]);
    expect(
      server.state.snapshot.peeringConnections.size + server.state.snapshot.peeringAcceptances.size,
    ).toBe(0);
  });

  test('becomes active when the other owner accepts it in its Region', async () => {
    const { from, other, pcx, PeerVpcId, VpcId } = await request();
    const accept = new AcceptVpcPeeringConnectionCommand(pcx);
    expect(await codeOf(from.send(accept))).toBe('OperationNotPermitted');
    expect(await codeOf(client(ACCEPTER, 'eu-west-1').send(accept))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
    const accepted = await other.send(accept);
    expect(accepted.VpcPeeringConnection).toMatchObject({
      Status: { Code: 'active', Message: 'Active' },
      AccepterVpcInfo: { VpcId: PeerVpcId, CidrBlock: '10.2.0.0/16' },
    });
    expect(accepted.VpcPeeringConnection?.ExpirationTime).toBeUndefined();
    expect(await codeOf(other.send(accept))).toBe('InvalidStateTransition');
    expect(await codeOf(other.send(new RejectVpcPeeringConnectionCommand(pcx)))).toBe(
      'InvalidStateTransition',
    );
    expect(await codeOf(from.send(new DeleteVpcCommand({ VpcId })))).toBe('DependencyViolation');
    expect(reconcile()).toBeUndefined();
    expect(await statusFor(from)).toEqual({ Code: 'active', Message: 'Active' });
  });

  test('is rejected, and then seen for two hours by the one and two days by the other', async () => {
    const { from, other, pcx } = await request();
    expect(await codeOf(from.send(new RejectVpcPeeringConnectionCommand(pcx)))).toBe('OperationNotPermitted');
    expect((await other.send(new RejectVpcPeeringConnectionCommand(pcx))).Return).toBe(true);
    expect(await statusFor(from)).toEqual({ Code: 'rejected', Message: `Rejected by ${ACCEPTER}` });
    expect(await codeOf(from.send(new DeleteVpcPeeringConnectionCommand(pcx)))).toBe(
      'InvalidStateTransition',
    );
    later(2 * HOUR);
    expect([(await shown(from)).length, (await shown(other)).length]).toEqual([1, 0]);
    later(2 * DAY);
    expect(await shown(from)).toEqual([]);
  });

  test('in the same account is accepted in the accepter’s Region only', async () => {
    const { from, other, pcx } = await request({ to: REQUESTER });
    const accept = new AcceptVpcPeeringConnectionCommand(pcx);
    await expect(from.send(accept)).rejects.toThrow(
      `Incorrect region (us-east-1) specified for this request. VPC peering connection ${pcx.VpcPeeringConnectionId} must be accepted in region us-west-2`,
    );
    await other.send(accept);
    expect(await shown(from)).toHaveLength(1);
  });

  test.each([
    ['blocks that overlap', async () => request({ block: '10.1.128.0/17' })],
    [
      'a VPC that is not there',
      async () => {
        const from = client(REQUESTER);
        const VpcId = await makeVpc(from, '10.1.0.0/16');
        const input = { VpcId, PeerVpcId: 'vpc-0123456789abcdef0', PeerOwnerId: ACCEPTER };
        await from.send(new CreateVpcPeeringConnectionCommand(input));
        return { from, other: client(ACCEPTER) };
      },
    ],
  ])('for %s fails, and the other side never sees it', async (_what, make) => {
    const { from, other } = await make();
    expect(await statusFor(from)).toEqual({
      Code: 'failed',
      Message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
    });
    expect(await shown(other)).toEqual([]);
    later(2 * HOUR);
    expect(await shown(from)).toEqual([]);
  });

  test('for a VPC of one’s own that is not there is refused, and so is a second one', async () => {
    const { from, VpcId, PeerVpcId } = await request({ to: REQUESTER, region: 'us-east-1' });
    const ask = (input: object) =>
      from.send(new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId, ...input }));
    expect(await codeOf(ask({ PeerVpcId: 'vpc-0123456789abcdef0' }))).toBe('InvalidVpcID.NotFound');
    expect(await codeOf(ask({ PeerRegion: 'eu-west-1' }))).toBe('InvalidVpcID.NotFound');
    expect(await codeOf(ask({ PeerVpcId: undefined }))).toBe('MissingParameter');
    expect(await codeOf(ask({ PeerOwnerId: 'x' }))).toBe('InvalidParameterValue');
    expect(await codeOf(ask({}))).toBe('VpcPeeringConnectionAlreadyExists');
  });
});

describe('a connection', () => {
  test('is deleted by either owner, before acceptance by the requester only', async () => {
    const { from, other, pcx } = await request();
    const remove = new DeleteVpcPeeringConnectionCommand(pcx);
    expect(await codeOf(other.send(remove))).toBe('OperationNotPermitted');
    await other.send(new AcceptVpcPeeringConnectionCommand(pcx));
    expect((await other.send(remove)).Return).toBe(true);
    expect(await statusFor(from)).toEqual({ Code: 'deleted', Message: `Deleted by ${ACCEPTER}` });
    expect(await codeOf(from.send(remove))).toBe('InvalidStateTransition');
    later(2 * HOUR);
    expect([(await shown(from)).length, (await shown(other)).length]).toEqual([1, 0]);
  });

  test('has options that each owner sets on its side, once it is active', async () => {
    const { from, other, pcx } = await request();
    const options = { AllowDnsResolutionFromRemoteVpc: true };
    const own = new ModifyVpcPeeringConnectionOptionsCommand({
      ...pcx,
      RequesterPeeringConnectionOptions: options,
    });
    expect(await codeOf(from.send(own))).toBe('OperationNotPermitted');
    await other.send(new AcceptVpcPeeringConnectionCommand(pcx));
    expect(await from.send(own)).toMatchObject({
      RequesterPeeringConnectionOptions: { ...OPTIONS, ...options },
    });
    expect(await codeOf(other.send(own))).toBe('OperationNotPermitted');
    expect((await shown(other))[0]).toMatchObject({
      RequesterVpcInfo: { PeeringOptions: options },
      AccepterVpcInfo: { PeeringOptions: OPTIONS },
    });
  });

  test('has tags of its own on each side', async () => {
    const { from, other, VpcPeeringConnectionId: id } = await request();
    const tag = (Value: string) => new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Side', Value }] });
    await from.send(tag('one'));
    await other.send(tag('two'));
    const Filters = [{ Name: 'resource-id', Values: [id] }];
    const tagsOf = async (ec2: EC2Client) =>
      (await ec2.send(new DescribeTagsCommand({ Filters }))).Tags?.map(({ Value }) => Value);
    expect([await tagsOf(from), await tagsOf(other)]).toEqual([['one'], ['two']]);
    expect((await shown(other, { 'tag:Side': 'two' }))[0]?.Tags).toEqual([{ Key: 'Side', Value: 'two' }]);
    expect(await shown(other, { 'tag:Side': 'one' })).toEqual([]);
    await other.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'Side' }] }));
    expect([await tagsOf(from), await tagsOf(other)]).toEqual([['one'], []]);
    expect(await codeOf(client('333333333333').send(tag('x')))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
  });

  test('takes routes from both sides, active as long as it is', async () => {
    const { from, other, pcx, VpcId } = await request();
    const { RouteTable } = await from.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    await from.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '10.2.0.0/16', ...pcx }));
    const state = async () => {
      const Filters = [{ Name: 'route.vpc-peering-connection-id', Values: [pcx.VpcPeeringConnectionId] }];
      const { RouteTables } = await from.send(new DescribeRouteTablesCommand({ Filters }));
      return RouteTables?.[0]?.Routes?.[1]?.State;
    };
    expect(await state()).toBe('blackhole');
    await other.send(new AcceptVpcPeeringConnectionCommand(pcx));
    expect(await state()).toBe('active');
    await other.send(new DeleteVpcPeeringConnectionCommand(pcx));
    expect(await state()).toBe('blackhole');
    const elsewhere = await from.send(
      new CreateRouteTableCommand({ VpcId: await makeVpc(from, '10.9.0.0/16') }),
    );
    const wrong = {
      RouteTableId: elsewhere.RouteTable?.RouteTableId,
      DestinationCidrBlock: '10.2.0.0/16',
      ...pcx,
    };
    expect(await codeOf(from.send(new CreateRouteCommand(wrong)))).toBe('InvalidParameterValue');
  });
});

test.each([
  ['accepter-vpc-info.owner-id', ACCEPTER],
  ['requester-vpc-info.owner-id', REQUESTER],
  ['requester-vpc-info.cidr-block', '10.1.0.0/16'],
  ['accepter-vpc-info.cidr-block', '10.2.*'],
  ['status-code', 'active'],
  ['status-message', 'Active'],
  ['vpc-peering-connection-id', 'pcx-*'],
  ['requester-vpc-info.vpc-id', 'vpc-*'],
  ['accepter-vpc-info.vpc-id', 'vpc-*'],
])('connections are found by %s', async (name, value) => {
  const { from, other, pcx } = await request();
  await other.send(new AcceptVpcPeeringConnectionCommand(pcx));
  expect(await shown(from, { [name]: value })).toHaveLength(1);
  expect(await shown(from, { [name]: 'x' })).toEqual([]);
});

test('requests are found by their expiry', async () => {
  const { from } = await request();
  expect(await shown(from, { 'expiration-time': '2026-01-08T00:00:00.000Z' })).toHaveLength(1);
});
