/** Route tables, peering and what it opens: from resources to rows. */
import { describe, expect, it } from 'vitest';
import { type FollowedProgram, followedProgram } from '../../test/support/followedProgram.ts';
import { endpointOf, peeringOf, routeTableOf } from '../../test/support/rows.ts';
import { place, stateOf } from '../../test/support/stateOf.ts';
import { type Placed, tourTopology } from '../../test/support/tourTopology.ts';
import { tableNumber } from '../program/interfaceNames.ts';
import type { ProgramRow, RouteTableRow } from '../program/rows.ts';
import { awsPrefixLists } from '../resources/awsPrefixLists.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { PeeringConnection } from '../resources/peeringConnection.ts';
import type { PrefixList, PrefixListVersion } from '../resources/prefixList.ts';
import { compile } from './compile.ts';

const VPC = 'vpc-c';
const OWNER = {
  accountId: '111122223333',
  region: 'us-east-1',
  createdAt: '2026-01-01T00:00:00.000Z',
  tags: {},
};
const S3 = awsPrefixLists('us-east-1').find(({ name }) => name.endsWith('.s3'));

async function compiled(...rows: readonly Placed[]): Promise<ReadonlyMap<string, ProgramRow>> {
  return compile((await stateOf([...tourTopology(), ...rows])).snapshot);
}

const main = (...routes: (readonly [string, string])[]): Placed => [
  'routeTables',
  routeTableOf('rtb-0123456789', VPC, routes),
];

/** Where the VPC's main table leads, by block. */
async function waysOf(table: Placed, ...rows: readonly Placed[]): Promise<Record<string, unknown>> {
  const program = await compiled(table, ...rows);
  const row = program.get('routes/rtb-0123456789') as RouteTableRow;
  return Object.fromEntries(row.routes.map(({ destination, via }) => [destination, via]));
}

const passing: Placed = [
  'networkInterfaces',
  (() => {
    const found = tourTopology().find(([, { id }]) => id === 'eni-c')?.[1] as NetworkInterface;
    return { ...found, spec: { ...found.spec, sourceDestCheck: false } };
  })(),
];
const viaClient = { port: 'eni-c', address: '10.0.1.10' };
const peering = (code?: PeeringConnection['status']['code']): Placed => [
  'peeringConnections',
  peeringOf('pcx-1', VPC, 'vpc-p', code),
];
const viaPeering = { link: 'p1', row: 'peering/pcx-1' };

function prefixList(version: number, ...cidrs: string[]): Placed[] {
  const list: PrefixList = {
    ...OWNER,
    id: 'pl-1',
    spec: { name: 'offices', addressFamily: 'IPv4', maxEntries: 9, version },
    status: { state: 'create-complete' },
  };
  const entries: PrefixListVersion = {
    ...OWNER,
    id: `pl-1/${version}`,
    spec: { prefixListId: 'pl-1', version, entries: cidrs.map((cidr) => ({ cidr })) },
  };
  return [
    ['prefixLists', list],
    ['prefixListVersions', entries],
  ];
}

describe('a route table', () => {
  it('is none of the kernel’s while it has local routes only, and is named by who uses it else', async () => {
    const plain = await compiled(main());
    expect(plain.has('routes/rtb-0123456789')).toBe(false);
    expect(plain.get('port/eni-c')).not.toHaveProperty('table');
    const table = tableNumber('rtb-0123456789');
    const program = await compiled(main(['0.0.0.0/0', 'igw-1']));
    for (const key of ['port/eni-c', 'endpoint/eni-ea', 'endpoint/eni-eb'])
      expect(program.get(key)).toMatchObject({ table });
    expect(program.get('port/eni-pa')).not.toHaveProperty('table');
    expect(program.get('routes/rtb-0123456789')).toMatchObject({ vpcId: VPC, table, local: ['10.0.0.0/16'] });
  });

  it('of a subnet’s own goes before the main one', async () => {
    const own: Placed = ['routeTables', routeTableOf('rtb-05', VPC, [['10.9.0.0/16', 'eni-c']], 'subnet-ca')];
    const program = await compiled(main(['0.0.0.0/0', 'igw-1']), own);
    expect(program.get('endpoint/eni-ea')).toMatchObject({ table: tableNumber('rtb-05') });
    expect(program.get('endpoint/eni-eb')).toMatchObject({ table: tableNumber('rtb-0123456789') });
    const plain: Placed = ['routeTables', routeTableOf('rtb-05', VPC, [], 'subnet-ca')];
    expect((await compiled(main(['0.0.0.0/0', 'igw-1']), plain)).get('port/eni-c')).not.toHaveProperty(
      'table',
    );
  });

  it('leads to an interface that takes what is not its own, and nowhere else', async () => {
    expect(await waysOf(main(['10.9.0.0/16', 'eni-c'], ['10.8.0.0/16', 'eni-gone']), passing)).toEqual({
      '10.9.0.0/16': viaClient,
      '10.8.0.0/16': 'blackhole',
    });
    expect(await waysOf(main(['10.9.0.0/16', 'eni-c'], ['10.8.0.0/16', 'eni-pa']))).toEqual({
      '10.9.0.0/16': 'blackhole',
      '10.8.0.0/16': 'blackhole',
    });
  });

  it('that leads a part of the VPC another way keeps the flow cache from its ports, and replaces the local route', async () => {
    const part = await compiled(main(['10.0.2.0/24', 'eni-c']), passing);
    expect(part.get('port/eni-c')).toHaveProperty('detoured', true);
    expect(part.get('routes/rtb-0123456789')).toMatchObject({ local: ['10.0.0.0/16'] });
    const whole = await compiled(main(['10.0.0.0/16', 'eni-c']), passing);
    expect(whole.get('routes/rtb-0123456789')).toMatchObject({ local: [] });
    const outside = await compiled(main(['10.9.0.0/16', 'eni-c']), passing);
    expect(outside.get('port/eni-c')).not.toHaveProperty('detoured');
  });

  it('has one way for a block: that set for it, then a prefix list’s, then a propagated one', async () => {
    const [id, propagated] = ['10.9.0.0/16', 'EnableVgwRoutePropagation'] as const;
    const table = routeTableOf('rtb-0123456789', VPC, [
      [id, 'vgw-1'],
      ['pl-1', 'eni-c'],
    ]);
    const [first, ...rest] = table.spec.routes;
    const spread = (...routes: object[]): Placed => [
      'routeTables',
      {
        ...table,
        spec: { ...table.spec, routes: [{ ...first, origin: propagated }, ...rest, ...routes] },
      } as never,
    ];
    const list = prefixList(1, id, '10.0.0.0/16', '10.7.0.0/16');
    const byList = await waysOf(spread(), passing, ...list);
    expect(byList).toEqual({ '10.9.0.0/16': viaClient, '10.7.0.0/16': viaClient });
    const set = { destination: id, target: 'eni-gone', origin: 'CreateRoute' };
    expect(await waysOf(spread(set), passing, ...list)).toMatchObject({ '10.9.0.0/16': 'blackhole' });
  });

  it('leads nothing into the fabric', async () => {
    expect(await waysOf(main(['240.0.0.0/8', 'eni-c'], ['128.0.0.0/1', 'eni-c']), passing)).toEqual({
      '128.0.0.0/1': viaClient,
    });
  });

  it('follows its prefix lists', async () => {
    const state = await stateOf([
      ...tourTopology(),
      main(['pl-1', 'eni-c']),
      passing,
      ...prefixList(1, '10.9.0.0/16'),
    ]);
    const program = followedProgram(state);
    const blocks = async () => {
      const { put } = await program.next();
      const row = program.rows.get('routes/rtb-0123456789') as RouteTableRow;
      return [put.length, row.routes.map(({ destination }) => destination)];
    };
    expect((await blocks())[1]).toEqual(['10.9.0.0/16']);
    place(state, prefixList(2, '10.9.0.0/16', '10.8.0.0/16'));
    expect(await blocks()).toEqual([1, ['10.8.0.0/16', '10.9.0.0/16']]);
  });

  it('leads an AWS service’s blocks to the router where a gateway endpoint has them', async () => {
    const endpoint = endpointOf('vpce-s3', VPC, 'none', 'none', {}, 'available', {
      vpcEndpointType: 'Gateway',
      serviceName: 'com.amazonaws.us-east-1.s3',
    });
    const ways = await waysOf(main([S3?.id ?? '', 'vpce-s3']), ['vpcEndpoints', endpoint]);
    expect(ways).toEqual(Object.fromEntries((S3?.cidrs ?? []).map((cidr) => [cidr, { gateway: 's3' }])));
    expect(S3?.cidrs.length).toBeGreaterThan(2);
    expect(Object.values(await waysOf(main([S3?.id ?? '', 'vpce-gone'])))).toContain('blackhole');
  });
});

describe('a peering connection', () => {
  it('is a link while it is active and both VPCs have a router', async () => {
    const route = main(['10.9.0.0/16', 'pcx-1']);
    const program = await compiled(route, peering());
    expect(program.get('peering/pcx-1')).toMatchObject({ vpcId: VPC, peerVpcId: 'vpc-p', mtu: 9001 });
    expect(await waysOf(route, peering())).toEqual({ '10.9.0.0/16': viaPeering });
    for (const other of [peering('deleted'), peering('pending-acceptance')]) {
      expect((await compiled(route, other)).has('peering/pcx-1')).toBe(false);
      expect(await waysOf(route, other)).toEqual({ '10.9.0.0/16': 'blackhole' });
    }
    const empty: Placed = ['peeringConnections', peeringOf('pcx-1', VPC, 'vpc-empty')];
    expect((await compiled(route, empty)).has('peering/pcx-1')).toBe(false);
  });

  const across: Placed = [
    'securityGroupRules',
    {
      ...OWNER,
      id: 'sgr-across',
      spec: {
        groupId: 'sg-web',
        isEgress: false,
        ipProtocol: '-1',
        peer: { groupId: 'sg-c', accountId: '111122223333', vpcId: VPC },
      },
    } as never,
  ];
  const naming = (program: FollowedProgram) => [
    program.rows.get('group/vpc-p/sg-c'),
    JSON.stringify(program.rows.get('group/vpc-p/sg-web')).includes('sgr-across'),
  ];

  it('lets rules name the peer’s groups, by the addresses of their members, and follows these', async () => {
    const state = await stateOf([...tourTopology(), across, peering()]);
    const program = followedProgram(state);
    await program.next();
    expect(naming(program)).toMatchObject([{ members: ['10.0.1.10', '10.0.1.30', '10.0.2.30'] }, true]);
    state.transact((tx) => {
      const row = tx.networkInterfaces.get('eni-eb');
      if (row) tx.networkInterfaces.put({ ...row, spec: { ...row.spec, groupIds: [] } });
    });
    await program.next();
    expect(naming(program)).toMatchObject([{ members: ['10.0.1.10', '10.0.1.30'] }, true]);
    place(state, [peering('deleted')]);
    await program.next();
    expect(naming(program)).toEqual([undefined, false]);
  });

  it('of two Regions lets no rule name the other’s groups, and carries shorter packets', async () => {
    const [, row] = peering() as [string, PeeringConnection];
    const accepter = { ...row.spec.accepter, region: 'eu-west-1' };
    const far: Placed = [
      'peeringConnections',
      { ...row, spec: { ...row.spec, accepter } } as PeeringConnection,
    ];
    const program = await compiled(across, far);
    expect(program.has('group/vpc-p/sg-c')).toBe(false);
    expect(program.get('peering/pcx-1')).toMatchObject({ mtu: 8500 });
  });

  it('tells the peer the names of instances where their owner lets it', async () => {
    const [, row] = peering() as [string, PeeringConnection];
    expect((await compiled(peering())).has('names/eni-c/vpc-p')).toBe(false);
    const requester = { ...row.spec.requester, options: { allowDnsResolutionFromRemoteVpc: true } };
    const told: Placed = [
      'peeringConnections',
      { ...row, spec: { ...row.spec, requester } } as PeeringConnection,
    ];
    const program = await compiled(told);
    expect(program.get('names/eni-c/vpc-p')).toMatchObject({ scope: 'vpc-p' });
    expect(program.has('names/eni-pa/vpc-c')).toBe(false);
  });
});
