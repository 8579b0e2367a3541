/** The flow cache and the real kernel: what it carries, what ends it, and what it leaves to nft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  NODE_ADDRESS,
  PORT,
  PROVIDER,
  SHARED_ADDRESS,
  TARGET,
  UNATTACHED_ROWS,
} from '../../../test/support/twoVpcs.ts';
import type { ProgramRow } from '../../program/rows.ts';
import type { OpenOptions } from './openFlowCache.ts';
import { openFlowCache } from './openFlowCache.ts';

const missing = await whyNoFlowCache();
if (missing) console.warn(`skipped: ${missing}`);

/** Says who it sees, ticks, and says how each connection ends. */
const SERVER = `
  require('net').createServer((socket) => {
    socket.write('from ' + socket.remoteAddress.replace('::ffff:', '') + '\\n');
    const timer = setInterval(() => socket.write('tick\\n'), 20);
    socket.on('data', () => undefined);
    socket.on('error', (error) => console.log('server ' + error.code));
    socket.on('close', () => { clearInterval(timer); console.log('server closed'); });
  }).listen(${PORT}, () => console.log('listening'));`;

const clientOf = (options: { localAddress?: string; localPort?: number } = {}) => `
  const socket = require('net').connect(${JSON.stringify({ host: ENDPOINT_ADDRESS, port: PORT, timeout: 1500, ...options })});
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('connect', () => { socket.setTimeout(0); setInterval(() => socket.write('.'), 20).unref(); });
  socket.on('timeout', () => { console.log('silence'); process.exit(); });
  socket.on('error', (error) => console.log('ended ' + error.code));
  process.on('SIGTERM', () => socket.end());`;

/** Sends so much and says how much the other end has counted. */
const BYTES = 4_000_000;
const COUNTING_SERVER = `
  require('net').createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = 0;
    socket.on('data', (data) => { bytes += data.length; });
    socket.on('end', () => socket.end(String(bytes)));
  }).listen(${PORT}, () => console.log('listening'));`;
const SENDER = `
  const socket = require('net').connect({ host: '${ENDPOINT_ADDRESS}', port: ${PORT}, allowHalfOpen: true });
  socket.on('data', (data) => console.log('counted ' + data));
  socket.on('error', (error) => console.log('ended ' + error.code));
  socket.end(Buffer.alloc(${BYTES}, 'x'));`;

const CLOSED: readonly ProgramRow[] = ATTACHED_ROWS.map((row) =>
  row.kind === 'group' && row.vpcId === CONSUMER ? { ...row, ingress: [] } : row,
);
const SECOND_ADDRESS = '10.0.0.11';
const TWO_ADDRESSES: readonly ProgramRow[] = ATTACHED_ROWS.map((row) =>
  row.kind === 'port' && row.instanceId === CLIENT ? { ...row, secondaryAddresses: [SECOND_ADDRESS] } : row,
);

const ticks = (printed: Printed) => printed.text.split('tick').length - 1;

describe.skipIf(missing)('the flow cache', () => {
  let bed: KernelBed;
  let server: Printed;
  beforeAll(async () => {
    bed = new KernelBed();
    await bed.restart();
    await bed.apply(ATTACHED_ROWS);
    server = bed.start(TARGET, SERVER);
    await until(server, /listening/);
  });
  afterAll(() => bed.clear());

  const running = async (options?: { localAddress?: string; localPort?: number }) => {
    const client = bed.start(CLIENT, clientOf(options));
    await eventually(() => ticks(client) > 2, 'data flows');
    return client;
  };
  const goesOn = async (client: Printed) => {
    const before = ticks(client);
    await eventually(() => ticks(client) > before + 3, 'data flows on');
  };
  const isEmpty = () => flowsAre(bed, 0);

  it('carries both directions of a connection, and the target sees the node', async () => {
    const client = await running();
    expect(client.text).toContain(`from ${NODE_ADDRESS}`);
    const flows = await bed.flowCache.flows();
    expect(flows).toHaveLength(2);
    await goesOn(client);
    for (const [index, flow] of (await bed.flowCache.flows()).entries())
      expect(flow.packets).toBeGreaterThan(flows[index]?.packets ?? 0n);
    // Connection tracking knows the first packet only, and forgets it.
    client.stop();
    await isEmpty();
  });

  it('goes on under a new agent, which finds programs and flows as they are', async () => {
    const client = await running();
    const [flow] = await bed.flowCache.flows();
    await bed.restart();
    await bed.apply(ATTACHED_ROWS);
    await goesOn(client);
    const after = (await bed.flowCache.flows()).find((each) => each.ifindex === flow?.ifindex);
    expect(after?.packets).toBeGreaterThan(flow?.packets ?? 0n);
    client.stop();
    await isEmpty();
  });

  it('resets both ends at once when the endpoint is rejected', async () => {
    const client = await running();
    const said = server.text.length;
    await bed.apply(UNATTACHED_ROWS);
    await until(client, /ended ECONNRESET/);
    await eventually(
      () => /server (ECONNRESET|closed)/.test(server.text.slice(said)),
      'the target hears too',
    );
    await isEmpty();
    await bed.apply(ATTACHED_ROWS);
  });

  it('keeps what runs when the group is closed, and lets in nothing new', async () => {
    const client = await running();
    await bed.apply(CLOSED);
    const refused = bed.start(CLIENT, clientOf());
    await until(refused, /silence/);
    await goesOn(client);
    client.stop();
    await bed.apply(ATTACHED_ROWS);
    await isEmpty();
  });

  it('cuts what comes from an address that its port has no more', async () => {
    await bed.apply(TWO_ADDRESSES);
    const [kept, cut] = [await running(), await running({ localAddress: SECOND_ADDRESS })];
    const said = server.text.length;
    await bed.apply(ATTACHED_ROWS);
    await eventually(() => /server ECONNRESET/.test(server.text.slice(said)), 'the target is reset');
    await goesOn(kept);
    kept.stop();
    cut.stop();
    await isEmpty();
  });

  it('keeps two clients apart that have the same port, though connection tracking has forgotten one', async () => {
    await bed.apply(TWO_ADDRESSES);
    const localPort = 41_000;
    const first = await running({ localAddress: SHARED_ADDRESS, localPort });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const second = await running({ localAddress: SECOND_ADDRESS, localPort });
    expect(await bed.flowCache.flows()).toHaveLength(4);
    await goesOn(first);
    await goesOn(second);
    first.stop();
    second.stop();
    await isEmpty();
    await bed.apply(ATTACHED_ROWS);
  });

  it('is put back on links where somebody has taken it off', async () => {
    await bed.flowCache.detach(CONSUMER, ['fab0']);
    await bed.restart();
    await bed.apply(ATTACHED_ROWS);
    const client = await running();
    expect(await bed.flowCache.flows()).toHaveLength(2);
    client.stop();
    await isEmpty();
  });

  it('leaves links and routers as they were when it is switched off', async () => {
    await bed.restart({ wanted: false });
    await bed.apply(ATTACHED_ROWS);
    expect([...(await bed.flowCache.look(PROVIDER, ['fab0', 'e0aaaaaaaaaaaaa']))]).toEqual([]);
    const client = await running();
    await goesOn(client);
    client.stop();
  });
});

describe.skipIf(missing)('a flow cache that is full', () => {
  const bed = new KernelBed();
  afterAll(() => bed.clear());

  it('leaves what is new to nft, and that is as cut by a rejection', async () => {
    await start(bed, SERVER, { entries: 2 });
    const clients = [1, 2, 3].map(() => bed.start(CLIENT, clientOf()));
    for (const client of clients) await eventually(() => ticks(client) > 2, 'data flows');
    expect(await bed.flowCache.flows()).toHaveLength(2);
    await bed.apply(UNATTACHED_ROWS);
    for (const client of clients) await until(client, /ended ECONNRESET/);
  });
});

describe.skipIf(missing)('checksums', () => {
  const bed = new KernelBed();
  afterAll(() => bed.clear());

  it('are right where no device makes them, also for packets that are longer than the fabric takes', async () => {
    await start(bed, COUNTING_SERVER);
    const off = 'ethtool -K eth0 tx off tso off gso off gro off 2>&1 || echo without ethtool';
    const shell = (command: string) =>
      `console.log(require('child_process').execSync(${JSON.stringify(command)}, { shell: '/bin/sh' }) + 'done');`;
    for (const instance of [CLIENT, TARGET]) await until(bed.start(instance, shell(off)), /done/);
    const sender = bed.start(CLIENT, SENDER);
    await until(sender, new RegExp(`counted ${BYTES}`));
    const errors = bed.start(TARGET, shell('grep ^Tcp: /proc/net/snmp'));
    await until(errors, /done/);
    const [names = [], values = []] = errors.text.split('\n').map((line) => line.split(' '));
    expect(values[names.indexOf('InCsumErrors')]).toBe('0');
    await flowsAre(bed, 0);
  });
});

async function start(bed: KernelBed, server: string, options: Partial<OpenOptions> = {}): Promise<void> {
  await bed.restart(options);
  await bed.apply(ATTACHED_ROWS);
  await until(bed.start(TARGET, server), /listening/);
}

async function flowsAre(bed: KernelBed, count: number): Promise<void> {
  let found = -1;
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline && found !== count) {
    found = (await bed.flowCache.flows()).length;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(found).toBe(count);
}

async function whyNoFlowCache(): Promise<string | undefined> {
  const without = whyNoNamespaces();
  if (without) return without;
  const said: string[] = [];
  const cache = await openFlowCache({
    installationId: 'probe',
    wanted: true,
    log: (text) => said.push(text),
  });
  await cache?.close();
  return cache ? undefined : said.join();
}
