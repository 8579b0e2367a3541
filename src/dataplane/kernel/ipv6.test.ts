/** IPv6 inside a VPC and through an endpoint, seen from inside the namespaces; both VPCs have the same IPv6 block. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  CHECK,
  CLIENT,
  ENDPOINT_ADDRESS,
  groupRow,
  instanceRow,
  listenerWith,
  PORT,
  PROVIDER,
  portRow,
  routesRow,
  TARGET,
  vpcRow,
} from '../../../test/support/twoVpcs.ts';
import { tableNumber, transitLinkName, transitTableNumber } from '../../program/interfaceNames.ts';
import type { AclEntry, GroupRow, NodeRow, PortRow, ProgramRow } from '../../program/rows.ts';

const missing =
  whyNoNamespaces() ?? (existsSync('/proc/sys/net/ipv6') ? undefined : 'this kernel has no IPv6');
if (missing) console.warn(`skipped: ${missing}`);

const BLOCK = '2600:1f18:1::/56';
/** Of the target and of the client. */
const SHARED = '2600:1f18:1::10';
const NODE = '2600:1f18:1::20';
const ENDPOINT = '2600:1f18:1::30';
const NEIGHBOUR = 'i-0aaaaaaaaaaaaaaa9';
const NEIGHBOUR_ADDRESS = '2600:1f18:1:1::11';
const PROVIDER_GROUP = 'sg-0aaaaaaaaaaaaaaa1';
const TABLE = 'rtb-0aaaaaaaaaaaaaaa1';

/** With IPv6 beside all that has IPv4. */
function dual(row: ProgramRow): ProgramRow {
  switch (row.kind) {
    case 'vpc':
      return { ...row, ipv6Cidrs: [BLOCK] };
    case 'instance':
      return { ...row, ipv6: true };
    case 'port':
      return { ...row, ipv6Addresses: [SHARED] };
    case 'group':
      return dualGroup(row);
    case 'endpoint':
      return {
        ...row,
        ipv6Address: ENDPOINT,
        attachment: row.attachment && { ...row.attachment, ipv6: true },
      };
    case 'admission':
      return { ...row, ipv6: true };
    case 'node':
      return { ...row, ipv6Address: NODE };
    case 'listener': {
      const targets = { targets: [{ address: SHARED, port: PORT, check: CHECK }] };
      return { ...listenerWith({}, targets), nodeIpv6Address: NODE };
    }
    default:
      return row;
  }
}

/** The provider's admits its block by IPv6 too; the consumer's admits its own members, of either family. */
function dualGroup(row: GroupRow): GroupRow {
  const everywhere = { id: 'sgr-00000000000000006', peer: { cidr: '::/0' } };
  const own = row.ingress.map((rule) => ({ ...rule, id: 'sgr-00000000000000007', peer: { cidr: BLOCK } }));
  const ingress = row.vpcId === PROVIDER ? [...row.ingress, ...own] : row.ingress;
  return { ...row, ipv6: true, ingress, egress: [...row.egress, everywhere] };
}

const NEIGHBOUR_ROWS: readonly ProgramRow[] = [
  { ...instanceRow(NEIGHBOUR, PROVIDER), ipv6: true },
  {
    ...portRow('eni-0a99999999999999', PROVIDER, NEIGHBOUR, '10.0.0.11', PROVIDER_GROUP),
    ipv6Addresses: [NEIGHBOUR_ADDRESS],
  },
];
const ROWS: readonly ProgramRow[] = [...ATTACHED_ROWS.map(dual), ...NEIGHBOUR_ROWS];

describe.skipIf(missing)('by IPv6', () => {
  const bed = new KernelBed();
  const ask = async (from: string, address: string, port = PORT) => {
    const client = bed.start(
      from,
      `const s = require('net').connect({ host: '${address}', port: ${port}, timeout: 700 });
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(client, /\n/);
    return client.text.trim();
  };
  /** ROWS with one row said otherwise. */
  const having = <K extends ProgramRow['kind']>(
    kind: K,
    change: (row: Extract<ProgramRow, { kind: K }>) => ProgramRow,
  ) =>
    bed.apply(ROWS.map((row) => (row.kind === kind ? change(row as Extract<ProgramRow, { kind: K }>) : row)));

  beforeAll(async () => {
    await bed.apply(ROWS);
    const server = bed.start(
      TARGET,
      `require('net').createServer((s) => { s.on('error', () => 0); s.end(s.remoteAddress + '\\n'); })
         .listen(${PORT}, '::', () => console.log('up'));`,
    );
    await until(server, /up/);
  });
  beforeEach(() => bed.apply(ROWS));
  afterAll(() => bed.clear());

  it('instances of a VPC reach each other as their groups say', async () => {
    expect(await ask(NEIGHBOUR, SHARED)).toBe(NEIGHBOUR_ADDRESS);
    expect(await ask(NEIGHBOUR, SHARED, 81)).toBe('silence');
    await having('group', (row) => ({ ...row, egress: row.egress.filter(({ id }) => !id.endsWith('6')) }));
    expect(await ask(NEIGHBOUR, SHARED)).toBe('silence');
    expect(await ask(NEIGHBOUR, '10.0.0.10')).toBe('::ffff:10.0.0.11');
  });

  it('a rule for all of IPv4 admits nothing of IPv6, and the other way round', async () => {
    const only = (cidr: string) =>
      having('group', (row) => ({
        ...row,
        ingress: row.ingress.slice(0, 1).map((rule) => ({ ...rule, peer: { cidr } })),
      }));
    await only('0.0.0.0/0');
    expect(await ask(NEIGHBOUR, SHARED)).toBe('silence');
    expect(await ask(NEIGHBOUR, '10.0.0.10')).toBe('::ffff:10.0.0.11');
    await only('::/0');
    expect(await ask(NEIGHBOUR, SHARED)).toBe(NEIGHBOUR_ADDRESS);
    expect(await ask(NEIGHBOUR, '10.0.0.10')).toBe('silence');
  });

  it('a node leads to targets of the family', async () => {
    expect(await ask(NEIGHBOUR, NODE)).toBe(NODE);
    expect(await ask(NEIGHBOUR, '10.0.0.20')).toBe('::ffff:10.0.0.20');
  });

  it('an endpoint carries to the target, which sees the node; blocks of the two VPCs overlap', async () => {
    expect(await ask(CLIENT, ENDPOINT)).toBe(NODE);
    expect(await ask(CLIENT, ENDPOINT, 81)).toBe('silence');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('::ffff:10.0.0.20');
  });

  it('an endpoint refuses where it is not accepted, or the service has no IPv6', async () => {
    await having('endpoint', ({ attachment: _, ...row }) => row);
    expect(await ask(CLIENT, ENDPOINT)).toBe('ECONNREFUSED');
    await having('endpoint', (row) => ({
      ...row,
      attachment: row.attachment && { ...row.attachment, ipv6: undefined },
    }));
    expect(await ask(CLIENT, ENDPOINT)).toBe('ECONNREFUSED');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('::ffff:10.0.0.20');
  });

  it('a provider who does not admit the connection is not reached', async () => {
    await having('admission', (row) => ({ ...row, ipv6: undefined }));
    expect(await ask(CLIENT, ENDPOINT)).toBe('silence');
  });

  it('the route table of the subnet decides', async () => {
    const hole = { destination: '2600:1f18:1::/64', via: 'blackhole' } as const;
    const table = routesRow(TABLE, PROVIDER, [hole], ['10.0.0.0/16', BLOCK]);
    const looking = ROWS.map((row) =>
      row.kind === 'port' && row.instanceId === NEIGHBOUR ? { ...row, table: table.table } : row,
    );
    await bed.apply([...looking, table]);
    expect(await bed.unlike([...looking, table])).toEqual([]);
    expect(await ask(NEIGHBOUR, SHARED)).toBe('silence');
    expect(await ask(NEIGHBOUR, '10.0.0.10')).toBe('::ffff:10.0.0.11');
  });

  it('what the kernel has is read back as it is wanted, and comes and goes with the block', async () => {
    expect(await bed.unlike(ROWS)).toEqual([]);
    await bed.apply(ATTACHED_ROWS);
    expect(await ask(CLIENT, ENDPOINT)).not.toBe(NODE);
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('::ffff:10.0.0.20');
    await bed.apply(ROWS);
    expect(await ask(CLIENT, ENDPOINT)).toBe(NODE);
    expect(await bed.unlike(ROWS)).toEqual([]);
  });

  it('network ACLs judge by the entries of its own family, and not within a subnet', async () => {
    const everything = { number: 100, allow: true, cidr: '0.0.0.0/0' };
    const within = (...ingress: AclEntry[]) => {
      const ids = { vpcId: PROVIDER, aclId: 'acl-0a' };
      const egress = [everything, { number: 101, allow: true, cidr: '::/0' }];
      return bed.apply([
        ...ROWS.map((row) => (isInProvider(row) ? { ...row, subnetId: 'subnet-0a' } : row)),
        { kind: 'subnet', id: 'subnet-0a', ...ids, cidrs: ['10.0.0.0/24', '2600:1f18:1::/64'] },
        { kind: 'acl', id: ids.aclId, vpcId: PROVIDER, ingress, egress },
      ]);
    };
    await within(everything);
    expect(await ask(NEIGHBOUR, SHARED)).toBe('silence');
    expect(await ask(CLIENT, ENDPOINT)).toBe(NODE);
    await within(everything, { number: 101, allow: true, cidr: '2600:1f18:1:1::/64' });
    expect(await ask(NEIGHBOUR, SHARED)).toBe(NEIGHBOUR_ADDRESS);
    await within({ number: 90, allow: false, cidr: '2600:1f18:1:1::/64', protocol: 6 }, everything);
    expect(await ask(NEIGHBOUR, SHARED)).toBe('silence');
  });
});

/** The target's interface and its load balancer's. */
function isInProvider(row: ProgramRow): row is PortRow | NodeRow {
  return (row.kind === 'port' && row.instanceId === TARGET) || row.kind === 'node';
}

describe.skipIf(missing)('by IPv6 through a transit gateway', () => {
  const bed = new KernelBed();
  const GATEWAY = 'tgw-0eeeeeeeeeeeeeee1';
  const TABLE_ID = 'tgw-rtb-0e1eeeeeeeeeeeee1';

  /** A VPC 2600:1f18:N::/56 beside 10.N.0.0/16, with an instance, whose table leads everything to the gateway. */
  function network(digit: string) {
    const id = (kind: string) => `${kind}-0e${digit.repeat(15)}`;
    const block = `2600:1f18:${digit}::/56`;
    const own = [`10.${digit}.0.0/16`, block];
    const link = id('tgw-attach');
    const via = { link: transitLinkName(link), row: `transitLink/${link}` };
    const tableId = `rtb-0${digit}eeeeeeeeeeeeeee`;
    const everywhere = ['10.0.0.0/8', '2600:1f18::/32'].map((destination) => ({ destination, via }));
    const port = portRow(`eni-0${digit}eeeeeeeeeeee${digit}1`, id('vpc'), id('i'), '10.0.0.10', id('sg'));
    const rules = [{ id: 'sgr-00000000000000006', peer: { cidr: '2600:1f18::/32' } }];
    const rows: ProgramRow[] = [
      {
        ...vpcRow(id('vpc'), `240.0.${64 * Number(digit)}.0/18`),
        cidrs: own.slice(0, 1),
        ipv6Cidrs: [block],
      },
      { ...groupRow(id('vpc'), id('sg'), { cidr: '10.0.0.0/8' }), ingress: rules, egress: rules, ipv6: true },
      { ...instanceRow(id('i'), id('vpc')), ipv6: true },
      {
        ...port,
        address: `10.${digit}.0.10`,
        gateway: `10.${digit}.0.1`,
        ipv6Addresses: [`2600:1f18:${digit}::10`],
        table: tableNumber(tableId),
      },
      routesRow(tableId, id('vpc'), everywhere, own),
      {
        kind: 'transitLink',
        id: link,
        transitId: GATEWAY,
        vpcId: id('vpc'),
        cidrs: own,
        routedBy: transitTableNumber(TABLE_ID),
      },
    ];
    return { instanceId: id('i'), address: `2600:1f18:${digit}::10`, block, link, rows };
  }

  const [ONE, TWO] = [network('1'), network('2')];
  const tableRow = (...to: (typeof ONE)[]): ProgramRow => ({
    kind: 'transitRoutes',
    id: TABLE_ID,
    transitId: GATEWAY,
    table: transitTableNumber(TABLE_ID),
    routes: to.map(({ block, link }) => ({ destination: block, via: { transitLink: link } })),
  });
  const joined = [...ONE.rows, ...TWO.rows, { kind: 'transit', id: GATEWAY } as const];
  afterAll(() => bed.clear());

  it('VPCs reach each other as its tables say', async () => {
    const rows = [...joined, tableRow(ONE, TWO)];
    await bed.apply(rows);
    expect(await bed.unlike(rows)).toEqual([]);
    const server = bed.start(
      TWO.instanceId,
      `require('net').createServer((s) => s.end(s.remoteAddress)).listen(${PORT}, '::', () => console.log('up'));`,
    );
    await until(server, /up/);
    const ask = () =>
      bed.start(
        ONE.instanceId,
        `const s = require('net').connect({ host: '${TWO.address}', port: ${PORT}, timeout: 1000 });
         s.on('data', (d) => console.log(String(d)));
         s.on('error', (e) => console.log(e.code));
         s.on('timeout', () => { console.log('silence'); process.exit(); });`,
      );
    await until(ask(), new RegExp(`^${ONE.address}\n`));
    await bed.apply([...joined, tableRow(ONE)]);
    await until(ask(), /silence/);
  });
});
