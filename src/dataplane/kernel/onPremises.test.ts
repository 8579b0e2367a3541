/** Networks behind virtual private gateways, with real packets: namespaces of an operator's, interfaces of the host. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { namespaceBed, whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  CHECK,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  instanceRow,
  listenerWith,
  PORT,
  PROVIDER,
  portRow,
  routesRow,
  SHARED_ADDRESS,
} from '../../../test/support/twoVpcs.ts';
import { tableNumber, vpnLinkName } from '../../program/interfaceNames.ts';
import { operatorNamespace } from '../../program/namespaceKinds.ts';
import type { GroupRow, OnPremisesPlace, OnPremisesRow, PortRow, ProgramRow } from '../../program/rows.ts';
import { namespacePath } from '../namespaces.ts';
import { environment } from './exec.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);
/** Interfaces of the host are root's to move, not those of who is root in a user namespace. */
const isHost = !missing && /^\s*0\s+0\s/.test(readFileSync('/proc/self/uid_map', 'utf8'));

const TABLE = 'rtb-0ccccccccccccccc3';
const CORP = '192.168.0.0/16';
const HOST = '192.168.0.1';

function joined(vpcId: string, place: OnPremisesPlace, more: Partial<OnPremisesRow> = {}): OnPremisesRow {
  const id = `vgw-${vpcId.slice(4)}`;
  return { kind: 'onPremises', id, vpcId, place, cidrs: [CORP], vpcCidrs: ['10.0.0.0/16'], ...more };
}

function routesTo({ id, vpcId, place }: OnPremisesRow): ProgramRow {
  const via = { link: vpnLinkName(id, place), row: `onPremises/${id}` };
  const onLink = 'hostInterface' in place ? ({ onLink: true } as const) : {};
  return routesRow(TABLE, vpcId, [{ destination: CORP, via: { ...via, ...onLink } }]);
}

/** The rows of two VPCs with everything of one of them routed by the table, and its groups open. */
function rows(row: OnPremisesRow, ...more: readonly ProgramRow[]): ProgramRow[] {
  const replaced = new Set(more.map((each) => `${each.kind}/${each.id}`));
  const own = [...ATTACHED_ROWS.filter((each) => !replaced.has(`${each.kind}/${each.id}`)), ...more];
  const routed = own.map((each) =>
    ['port', 'endpoint', 'node'].includes(each.kind) && 'vpcId' in each && each.vpcId === row.vpcId
      ? { ...each, table: tableNumber(TABLE) }
      : each.kind === 'group' && each.vpcId === row.vpcId
        ? opened(each)
        : each,
  ) as ProgramRow[];
  return [...routed, row, routesTo(row)];
}

const opened = (group: GroupRow): GroupRow => ({
  ...group,
  ingress: [{ id: 'sgr-0a', protocol: 6, ports: { from: PORT, to: PORT }, peer: { cidr: '0.0.0.0/0' } }],
});

describe.skipIf(missing)('a network behind a virtual private gateway', () => {
  let bed: KernelBed;
  let world: ReturnType<typeof namespaceBed>;
  let corp: string;
  let place: OnPremisesPlace;
  beforeEach(() => {
    bed = new KernelBed();
    world = namespaceBed();
    world.add('corp');
    corp = operatorNamespace(world.name('corp'));
    place = { namespace: world.name('corp') };
  });
  afterEach(async () => {
    await bed.clear();
    world.clear();
  });

  const ask = async (from: string, address: string, source = '') => {
    const asked = bed.start(
      from,
      `const s = require('net').connect({ host: '${address}', port: ${PORT}, timeout: 600${source && `, localAddress: '${source}'`} });
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(asked, /\n/);
    return asked.text.trim();
  };
  const serve = async (namespace: string, name: string) => {
    const answer = `require('net').createServer((s) => { s.on('error', () => {});
        s.end('${name} ' + s.remoteAddress.replace('::ffff:', '') + '\\n'); }).listen(${PORT}, () => console.log('up'));`;
    await until(bed.start(namespace, answer), /up/);
  };
  const inCorp = (...words: string[]) => world.ip('corp', ...words);

  it('is reached from the VPC and reaches it, as the groups say', async () => {
    const row = joined(CONSUMER, place, { address: HOST });
    await bed.apply(rows(row));
    await serve(corp, 'corp');
    await serve(CLIENT, 'vpc');
    expect(await ask(CLIENT, HOST)).toBe(`corp ${SHARED_ADDRESS}`);
    expect(await ask(corp, SHARED_ADDRESS)).toBe(`vpc ${HOST}`);
    const closed = rows(row).map((each) =>
      each.kind === 'group' && each.vpcId === CONSUMER ? { ...each, ingress: [] } : each,
    );
    await bed.apply(closed);
    expect(await ask(corp, SHARED_ADDRESS)).toBe('silence');
    expect(await ask(CLIENT, HOST)).toBe(`corp ${SHARED_ADDRESS}`);
  });

  it('reaches interface endpoints, whose provider sees the load balancer', async () => {
    await bed.apply(rows(joined(CONSUMER, place, { address: HOST })));
    await serve('i-0aaaaaaaaaaaaaaa1', 'provider');
    expect(await ask(corp, ENDPOINT_ADDRESS)).toBe('provider 10.0.0.20');
  });

  it('has the target of a load balancer that endpoints lead to', async () => {
    const targets = [{ address: HOST, port: PORT, check: CHECK }];
    await bed.apply(
      rows(joined(PROVIDER, place, { address: HOST }), listenerWith({ targets, preserveClientIp: true })),
    );
    await serve(corp, 'corp');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('corp 10.0.0.20');
  });

  it('is led through an instance where the gateway has a route table of its own', async () => {
    const [EDGE, MIDDLE] = ['rtb-0ddddddddddddddd4', 'i-0ddddddddddddddd4'];
    const middle: PortRow = {
      ...portRow('eni-0dd00000000000', CONSUMER, MIDDLE, '10.0.1.20', 'sg-0bbbbbbbbbbbbbbb2'),
      gateway: '10.0.1.1',
      anySource: true,
    };
    const via = { port: middle.id, address: middle.address };
    const row = joined(CONSUMER, place, { address: HOST, table: tableNumber(EDGE) });
    const more = [
      instanceRow(MIDDLE, CONSUMER),
      middle,
      routesRow(EDGE, CONSUMER, [{ destination: '10.0.0.0/24', via }]),
    ];
    await bed.apply([...rows(row), ...more]);
    await serve(CLIENT, 'vpc');
    expect(await ask(corp, SHARED_ADDRESS), 'an instance that passes nothing on').toBe('silence');
    execFileSync('nsenter', [`--net=${bed.pathOf(MIDDLE)}`, 'sysctl', '-qw', 'net.ipv4.ip_forward=1'], {
      env: environment(),
    });
    expect(await ask(corp, SHARED_ADDRESS)).toBe(`vpc ${HOST}`);
    await bed.apply([
      ...rows(row),
      ...more.slice(0, 2),
      routesRow(EDGE, CONSUMER, [{ destination: '10.0.0.0/24', via: 'blackhole' }]),
    ]);
    expect(await ask(corp, SHARED_ADDRESS)).toBe('silence');
    await bed.apply([...rows({ ...row, table: undefined }), ...more]);
    expect(await ask(corp, SHARED_ADDRESS)).toBe(`vpc ${HOST}`);
  });

  it('sends under its own addresses only, and asks no resolver', async () => {
    await bed.apply(rows(joined(CONSUMER, place, { address: HOST })));
    await serve(CLIENT, 'vpc');
    for (const forged of ['172.16.0.1', '10.0.0.77', '240.0.64.1']) {
      inCorp('address', 'add', `${forged}/32`, 'dev', 'lo');
      expect(await ask(corp, SHARED_ADDRESS, forged), forged).toMatch(/silence|EHOSTUNREACH/);
      inCorp('address', 'del', `${forged}/32`, 'dev', 'lo');
    }
    const dns = bed.start(
      corp,
      `const s = require('net').connect({ host: '10.0.0.2', port: 53, timeout: 600 });
       s.on('error', (e) => console.log(e.code)); s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(dns, /\n/);
    expect(dns.text.trim()).toBe('silence');
  });

  it('goes and leaves the namespace as it was', async () => {
    const before = inCorp('-json', 'route', 'show', 'table', 'all');
    inCorp('link', 'add', 'own0', 'type', 'veth', 'peer', 'name', 'own1');
    await bed.apply(rows(joined(CONSUMER, place, { address: HOST })));
    expect(inCorp('route', 'show', '10.0.0.0/16')).toContain('via 240.0.0.1');
    await bed.apply(ATTACHED_ROWS);
    expect(world.links('corp').sort()).toEqual(['lo', 'own0', 'own1']);
    inCorp('link', 'del', 'own0');
    expect(inCorp('-json', 'route', 'show', 'table', 'all')).toBe(before);
  });

  it('leaves the namespace there when everything of ours is removed', async () => {
    await bed.apply(rows(joined(CONSUMER, place)));
    expect(world.links('corp')).toHaveLength(2);
    await bed.clear();
    await eventually(() => world.links('corp').join() === 'lo', 'the kernel has taken the link down');
  });

  it('follows a change of the blocks and of the place', async () => {
    await bed.apply(rows(joined(CONSUMER, place, { address: HOST })));
    await serve(CLIENT, 'vpc');
    world.add('other');
    const other = { namespace: world.name('other') };
    await bed.apply(rows(joined(CONSUMER, other, { address: '192.168.0.2' })));
    expect(world.links('corp')).toEqual(['lo']);
    expect(await ask(operatorNamespace(other.namespace), SHARED_ADDRESS)).toBe('vpc 192.168.0.2');
    await bed.apply(rows(joined(CONSUMER, other, { address: '192.168.0.2', cidrs: ['192.168.9.0/24'] })));
    expect(await ask(operatorNamespace(other.namespace), SHARED_ADDRESS)).toBe('silence');
  });

  it('is told of while its namespace is not there, keeps nothing else from being done, and is made later', async () => {
    world.removeOne('corp');
    const row = joined(CONSUMER, place, { address: HOST });
    await expect(bed.apply(rows(row))).rejects.toThrow(`there is no network namespace ${world.name('corp')}`);
    await serve('i-0aaaaaaaaaaaaaaa1', 'provider');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('provider 10.0.0.20');
    world.add('corp');
    await bed.repair();
    expect(await ask(corp, ENDPOINT_ADDRESS)).toBe('provider 10.0.0.20');
  });

  it('comes back after its namespace was made anew', async () => {
    await bed.apply(rows(joined(CONSUMER, place, { address: HOST })));
    world.removeOne('corp');
    world.add('corp');
    await bed.repair();
    await serve(CLIENT, 'vpc');
    expect(await ask(corp, SHARED_ADDRESS)).toBe(`vpc ${HOST}`);
  });
});

describe.skipIf(!isHost)('an interface of the host behind a virtual private gateway', () => {
  const ip = (...words: string[]) => execFileSync('ip', words, { encoding: 'utf8', env: environment() });
  let bed: KernelBed;
  let world: ReturnType<typeof namespaceBed>;
  let cable: string;
  beforeEach(() => {
    bed = new KernelBed();
    world = namespaceBed();
    world.add('lan');
    cable = world.name('').replace('-', 'c').slice(0, 13);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world.name('lan'));
    ip('link', 'set', cable, 'alias', 'to the office', 'up');
    for (const words of [
      `address add ${HOST}/16 dev eth0`,
      'link set eth0 up',
      'route add 10.0.0.0/16 dev eth0',
    ])
      world.ip('lan', ...words.split(' '));
  });
  afterEach(async () => {
    await bed.clear();
    world.clear();
  });

  const isBack = () => /"ifalias":"to the office"/.test(ip('-json', 'link', 'show', cable));

  it('moves into the router, where its network finds the VPC, and back with the row', async () => {
    const row = joined(CONSUMER, { hostInterface: cable });
    await bed.apply(rows(row));
    expect(() => ip('link', 'show', cable)).toThrow();
    const answer = `require('net').createServer((s) => s.end('vpc')).listen(${PORT}, () => console.log('up'));`;
    await until(bed.start(CLIENT, answer), /up/);
    const asked = execFileSync('nsenter', [
      `--net=${namespacePath(world.name('lan'))}`,
      ...[
        process.execPath,
        '-e',
        `require('net').connect(${PORT}, '${SHARED_ADDRESS}').pipe(process.stdout)`,
      ],
    ]);
    expect(String(asked)).toBe('vpc');
    await bed.repair();
    await bed.apply(ATTACHED_ROWS);
    expect(isBack()).toBe(true);
  });

  it('is given back before its router goes', async () => {
    await bed.apply(rows(joined(CONSUMER, { hostInterface: cable }, { address: '192.168.0.9' })));
    await bed.clear();
    expect(isBack()).toBe(true);
  });

  it('is told of while it is not there', async () => {
    const gone = joined(CONSUMER, { hostInterface: `${cable}x` });
    await expect(bed.apply(rows(gone))).rejects.toThrow(`${cable}x`);
    expect(isBack()).toBe(true);
  });
});
