/** The host's network as the internet, with real packets; loopback stands for the world. */
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import { byKey, groupRow, instanceRow, portRow, routesRow, vpcRow } from '../../../test/support/twoVpcs.ts';
import { tableNumber } from '../../program/interfaceNames.ts';
import type { ProgramRow } from '../../program/rows.ts';
import { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part } from '../part.ts';
import { startInternet } from './startInternet.ts';
import type { Dial } from './tcpRelay.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const VPC = 'vpc-0a00000000000000a';
const INSTANCE = 'i-0a00000000000000a';
const GROUP = 'sg-0a00000000000000a';
const GATEWAY = 'igw-0a00000000000000a';
const TABLE = 'rtb-0a0ffffffffffffff';
const PUBLIC = '198.18.0.10';
/** Of the documentation's block. */
const WORLD = '203.0.113.9';

const internet: ProgramRow = { kind: 'internet', id: GATEWAY, vpcId: VPC };
const publicAddress: ProgramRow = {
  kind: 'publicAddress',
  id: PUBLIC,
  vpcId: VPC,
  gatewayId: GATEWAY,
  address: '10.0.0.10',
};
const toInternet = { destination: '0.0.0.0/0', via: { link: 'inet0', row: `internet/${GATEWAY}` } };
const INSIDE: readonly ProgramRow[] = [
  vpcRow(VPC, '240.0.64.0/18'),
  instanceRow(INSTANCE, VPC),
  { ...portRow('eni-0a10000000000000', VPC, INSTANCE, '10.0.0.10', GROUP), table: tableNumber(TABLE) },
  groupRow(VPC, GROUP, { cidr: '0.0.0.0/0' }),
];
const ROWS = [...INSIDE, internet, publicAddress, routesRow(TABLE, VPC, [toInternet])];

describe.skipIf(missing)('the host as the internet', () => {
  const bed = new KernelBed();
  const dialed: string[] = [];
  let sockets: NamespaceSockets;
  let part: Part;
  let world: net.Server;
  let serve: (peer: net.Socket) => void = (peer) => peer.pipe(peer);

  const dial: Dial = (address, port) => {
    dialed.push(`${address}:${port}`);
    if (address !== WORLD) return undefined;
    const to = port === 80 ? (world.address() as net.AddressInfo).port : 1;
    return net.connect({ host: '127.0.0.1', port: to, allowHalfOpen: true });
  };
  const start = async (options: { readonly dial?: Dial } = { dial }) => {
    part = startInternet({ installationId: bed.id, sockets, ...options });
    await part.apply({ put: ROWS, removed: [], rows: byKey(ROWS) });
  };
  beforeAll(async () => {
    world = net.createServer({ allowHalfOpen: true }, (peer) => {
      peer.on('error', () => undefined);
      serve(peer);
    });
    await once(world.listen(0, '127.0.0.1'), 'listening');
    sockets = new NamespaceSockets();
    await bed.restart({ wanted: false }, 'host');
    await bed.apply(ROWS);
    await start();
  });
  afterEach(() => {
    dialed.length = 0;
    serve = (peer) => peer.pipe(peer);
  });
  afterAll(async () => {
    await part.close();
    await sockets.close();
    await bed.clear();
    world.close();
  });

  const print = async (source: string, pattern = /\n/) => {
    const printed = bed.start(INSTANCE, source);
    await until(printed, pattern);
    return printed.text.trim();
  };
  const client = (address: string, port: number, then: string) => `
    const s = require('net').connect({ host: '${address}', port: ${port}, timeout: 700, allowHalfOpen: true });
    s.on('error', (e) => { console.log(e.code); process.exit(); });
    s.on('timeout', () => { console.log('silence'); process.exit(); });
    ${then}`;
  const outcome = (address: string, port = 80) =>
    print(
      client(
        address,
        port,
        `s.write('hello'); s.on('data', (d) => { console.log(String(d)); process.exit(); });`,
      ),
    );

  it('carries a connection to what it was meant for, and the answers back', async () => {
    expect(await outcome(WORLD)).toBe('hello');
    expect(dialed).toEqual([`${WORLD}:80`]);
  });

  it('resets what is refused there, and what may not be dialed', async () => {
    expect(await outcome(WORLD, 81)).toBe('ECONNRESET');
    expect(await outcome('203.0.113.10')).toBe('ECONNRESET');
    expect(dialed).toEqual([`${WORLD}:81`, '203.0.113.10:80']);
  });

  it('takes nothing for addresses that are not outside', async () => {
    for (const address of ['192.168.7.7', '198.18.0.77', '240.0.64.9'])
      expect(await outcome(address), address).toMatch(/silence|E(HOST|NET)UNREACH|ECONNREFUSED/);
    expect(dialed).toEqual([]);
  });

  it('passes on the end of one side while the other still speaks, and all of it', async () => {
    const length = 3_000_000;
    serve = (peer) => {
      peer.resume();
      peer.on('end', () => peer.end(Buffer.alloc(length)));
    };
    const count = `s.end('x'); let n = 0; s.on('data', (d) => { n += d.length; }); s.on('end', () => console.log('got ' + n));`;
    expect(await print(client(WORLD, 80, count))).toBe(`got ${length}`);
  });

  it('passes a reset on', async () => {
    serve = (peer) => peer.once('data', () => peer.resetAndDestroy());
    expect(await outcome(WORLD)).toBe('ECONNRESET');
  });

  it('leaves no connection of the host behind once the instance has ended its own', async () => {
    let ended = 0;
    serve = (peer) => {
      peer.pipe(peer);
      peer.on('close', () => ended++);
    };
    expect(await outcome(WORLD)).toBe('hello');
    await eventually(() => ended === 1, 'the outer connection has ended');
  });

  it('takes no source but a public address of the VPC', async () => {
    await bed.apply(ROWS.filter((row) => row !== publicAddress));
    expect(await outcome(WORLD)).toBe('silence');
    expect(dialed).toEqual([]);
    await bed.apply(ROWS);
  });

  it('ends connections with the agent, and serves again with the next', async () => {
    const talk = bed.start(
      INSTANCE,
      client(WORLD, 80, `s.setTimeout(0); s.write('hi'); s.on('data', (d) => console.log(String(d)));`),
    );
    await until(talk, /hi/);
    await part.close();
    await until(talk, /ECONNRESET/);
    expect(await outcome(WORLD)).toBe('silence');
    await bed.restart({ wanted: false }, 'host');
    await bed.apply(ROWS);
    await start();
    expect(await outcome(WORLD)).toBe('hello');
  });

  it('ends with the last internet gateway, and begins with the next', async () => {
    let ended = false;
    serve = (peer) => {
      peer.pipe(peer);
      peer.on('close', () => {
        ended = true;
      });
    };
    const talk = bed.start(
      INSTANCE,
      client(WORLD, 80, `s.setTimeout(0); s.write('hi'); s.on('data', (d) => console.log(String(d)));`),
    );
    await until(talk, /hi/);
    await bed.apply(INSIDE);
    await part.apply({ put: [], removed: [internet], rows: byKey(INSIDE) });
    await eventually(() => ended, 'the outer connection has ended');
    await bed.apply(ROWS);
    await part.apply({ put: [internet], removed: [], rows: byKey(ROWS) });
    expect(await outcome(WORLD)).toBe('hello');
  });

  it('asks the kernel for what it then finds', async () => {
    expect(await bed.unlike(ROWS)).toEqual([]);
  });
});
