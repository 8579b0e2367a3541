/** Security groups, load balancing and cutting, seen from inside the namespaces. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  admissionRow,
  attachedEndpointRow,
  byKey,
  CHECK,
  CLIENT,
  ENDPOINT_ADDRESS,
  groupRow,
  instanceRow,
  listenerWith,
  NODE_ADDRESS,
  nodeRow,
  PORT,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
  UNATTACHED_ROWS,
} from '../../../test/support/twoVpcs.ts';
import type { ProgramRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const NEIGHBOUR = 'i-0aaaaaaaaaaaaaaa9';
const FIRST_TARGET = { address: SHARED_ADDRESS, port: PORT, check: CHECK };
const PROVIDER_GROUP = 'sg-0aaaaaaaaaaaaaaa1';
/** An instance beside the target, in a group of its own. */
const NEIGHBOUR_ROWS: readonly ProgramRow[] = [
  instanceRow(NEIGHBOUR, PROVIDER),
  groupRow(PROVIDER, 'sg-0aaaaaaaaaaaaaaa9', { cidr: '10.0.0.0/16' }),
  portRow('eni-0a99999999999999', PROVIDER, NEIGHBOUR, '10.0.0.11', 'sg-0aaaaaaaaaaaaaaa9'),
];

/** The rows with some replaced by others of the same key. */
function having(rows: readonly ProgramRow[], ...others: ProgramRow[]): ProgramRow[] {
  return [...byKey([...rows, ...others]).values()];
}

describe.skipIf(missing)('packets', () => {
  const bed = new KernelBed();
  const apply = (rows: readonly ProgramRow[]) => bed.apply(rows);
  const start = (namespace: string, source: string) => bed.start(namespace, source);
  const ask = async (from: string, address: string, port = PORT) => {
    const client = start(
      from,
      `const s = require('net').connect({ host: '${address}', port: ${port}, timeout: 700 });
       s.on('data', (d) => { console.log(String(d).trim()); process.exit(); });
       s.on('error', (e) => { console.log(e.code); process.exit(); });
       s.on('timeout', () => { console.log('silence'); process.exit(); });`,
    );
    await until(client, /\n/);
    return client.text.trim();
  };

  let server: Printed;
  beforeAll(async () => {
    await apply([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS]);
    server = start(
      TARGET,
      `require('net').createServer((s) => {
         s.write(s.remoteAddress.replace('::ffff:', '') + '\\n');
         s.on('error', (e) => console.log('server ' + e.code));
         s.on('data', (d) => String(d) === 'speak' && setInterval(() => s.write('.'), 50));
       }).listen(${PORT}, () => console.log('up'));`,
    );
    await until(server, /up/);
  });
  beforeEach(() => apply([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS]));
  afterAll(() => bed.clear());

  it('go from instance to instance where a group admits, and bear the source’s address', async () => {
    expect(await ask(NEIGHBOUR, SHARED_ADDRESS)).toBe('10.0.0.11');
    expect(await ask(NEIGHBOUR, SHARED_ADDRESS, 81)).toBe('silence');
  });

  it('are admitted by the source’s group, not only by its address', async () => {
    const members = { groupId: 'sg-0aaaaaaaaaaaaaaa9' };
    await apply([...having(ATTACHED_ROWS, groupRow(PROVIDER, PROVIDER_GROUP, members)), ...NEIGHBOUR_ROWS]);
    expect(await ask(NEIGHBOUR, SHARED_ADDRESS)).toBe('10.0.0.11');
    await apply([
      ...having(ATTACHED_ROWS, groupRow(PROVIDER, PROVIDER_GROUP, { groupId: PROVIDER_GROUP })),
      ...NEIGHBOUR_ROWS,
    ]);
    expect(await ask(NEIGHBOUR, SHARED_ADDRESS)).toBe('silence');
  });

  it('do not leave an instance whose groups let nothing out', async () => {
    const closed = { ...groupRow(PROVIDER, 'sg-0aaaaaaaaaaaaaaa9', { cidr: '10.0.0.0/16' }), egress: [] };
    await apply(having([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS], closed));
    expect(await ask(NEIGHBOUR, SHARED_ADDRESS)).toBe('silence');
  });

  it('reach targets through the node from its own VPC, bearing the node’s address or the client’s', async () => {
    expect(await ask(NEIGHBOUR, NODE_ADDRESS)).toBe(NODE_ADDRESS);
    await apply([...having(ATTACHED_ROWS, listenerWith({ preserveClientIp: true })), ...NEIGHBOUR_ROWS]);
    expect(await ask(NEIGHBOUR, NODE_ADDRESS)).toBe('10.0.0.11');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
  });

  it('do not reach a node by the address it has toward other VPCs, where its groups do not judge', async () => {
    expect(await ask(NEIGHBOUR, nodeRow.fabricAddress)).toBe('silence');
  });

  it('meet a reset at a node’s port without a listener', async () => {
    expect(await ask(NEIGHBOUR, NODE_ADDRESS, 81)).toBe('ECONNREFUSED');
  });

  it('are judged at a node by its groups: inbound for clients of its VPC, outbound toward targets', async () => {
    const balanced = 'sg-0ccccccccccccccc3';
    const filtered = { ...nodeRow, groupIds: [balanced] };
    const open = groupRow(PROVIDER, balanced, { cidr: '10.0.0.11/32' });
    await apply([...having(ATTACHED_ROWS, filtered, open), ...NEIGHBOUR_ROWS]);
    expect(await ask(NEIGHBOUR, NODE_ADDRESS)).toBe(NODE_ADDRESS);
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
    await apply([...having(ATTACHED_ROWS, filtered, { ...open, ingress: [] }), ...NEIGHBOUR_ROWS]);
    expect(await ask(NEIGHBOUR, NODE_ADDRESS)).toBe('silence');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
    await apply([...having(ATTACHED_ROWS, filtered, { ...open, egress: [] }), ...NEIGHBOUR_ROWS]);
    expect(await ask(NEIGHBOUR, NODE_ADDRESS)).toBe('silence');
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('silence');
  });

  it('are judged at an endpoint by the load balancer’s inbound rules too, where these are enforced', async () => {
    const withRules = (cidr: string): ProgramRow => ({
      ...attachedEndpointRow,
      attachment: {
        source: admissionRow.source,
        destination: admissionRow.destination,
        loadBalancerIngress: [{ id: 'sgr-0d', protocol: 6, ports: { from: PORT, to: PORT }, peer: { cidr } }],
      },
    });
    await apply(having(ATTACHED_ROWS, withRules(`${SHARED_ADDRESS}/32`)));
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe(NODE_ADDRESS);
    await apply(having(ATTACHED_ROWS, withRules('10.0.0.200/32')));
    expect(await ask(CLIENT, ENDPOINT_ADDRESS)).toBe('silence');
  });

  it('reach a service from an endpoint in the provider’s own VPC', async () => {
    const group = 'sg-0aaaaaaaaaaaaaaa9';
    const source = '240.0.64.77';
    const endpoint: ProgramRow = {
      ...attachedEndpointRow,
      id: 'eni-0a77',
      vpcId: PROVIDER,
      address: '10.0.0.77',
      groupIds: [group],
      attachment: { source, destination: nodeRow.fabricAddress },
    };
    const admission: ProgramRow = { ...admissionRow, id: 'eni-0a77', source };
    await apply([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS, endpoint, admission]);
    expect(await ask(NEIGHBOUR, '10.0.0.77')).toBe(NODE_ADDRESS);
    const balanced = 'sg-0ccccccccccccccc3';
    const closed = { ...groupRow(PROVIDER, balanced, { cidr: '10.0.0.0/16' }), egress: [] };
    const filtered = having(ATTACHED_ROWS, { ...nodeRow, groupIds: [balanced] }, closed);
    await apply([...filtered, ...NEIGHBOUR_ROWS, endpoint, admission]);
    expect(await ask(NEIGHBOUR, '10.0.0.77')).toBe('silence');
  });

  it('with a forged source go nowhere', async () => {
    const forger = start(
      NEIGHBOUR,
      `require('net').connect({ host: '${SHARED_ADDRESS}', port: ${PORT}, localAddress: '10.0.0.99', timeout: 700 })
         .on('error', (e) => console.log(e.code)).on('timeout', () => { console.log('silence'); process.exit(); })
         .on('data', () => console.log('data'));`,
    );
    await until(forger, /\n/);
    expect(forger.text.trim()).not.toBe('data');
  });

  it('spread over two targets', async () => {
    const other = start(
      NEIGHBOUR,
      `require('net').createServer((s) => s.end('second\\n')).listen(${PORT}, () => console.log('up'));`,
    );
    await until(other, /up/);
    const second = { address: '10.0.0.11', port: PORT, check: CHECK };
    await apply([
      ...having(ATTACHED_ROWS, listenerWith({ targets: [FIRST_TARGET, second] })),
      ...NEIGHBOUR_ROWS,
    ]);
    const counter = start(
      CLIENT,
      `const counts = {}; let left = 1000;
       const next = () => {
         if (left-- === 0) { console.log(JSON.stringify(counts)); return; }
         const s = require('net').connect(${PORT}, '${ENDPOINT_ADDRESS}');
         s.once('data', (d) => { const k = String(d).trim(); counts[k] = (counts[k] ?? 0) + 1; s.destroy(); next(); });
         s.on('error', (e) => console.log(e.code));
       };
       next();`,
    );
    await until(counter, /\n/);
    const counts: Record<string, number> = JSON.parse(counter.text);
    expect(counts.second).toBeGreaterThan(400);
    expect(counts.second).toBeLessThan(600);
    expect((counts.second ?? 0) + (counts[NODE_ADDRESS] ?? 0)).toBe(1000);
  });

  it('of a cut connection tell both ends, whichever of them speaks', async () => {
    for (const [speaker, client] of [
      ['client', `setInterval(() => s.write('.'), 50)`],
      ['target', `s.write('speak')`],
    ]) {
      const before = server.text;
      const running = start(
        CLIENT,
        `const s = require('net').connect(${PORT}, '${ENDPOINT_ADDRESS}');
         s.once('data', () => { console.log('open'); ${client}; }).resume();
         s.on('error', (e) => { console.log(e.code); process.exit(); });`,
      );
      await until(running, /open/);
      await apply([...UNATTACHED_ROWS, ...NEIGHBOUR_ROWS]);
      await until(running, /ECONNRESET/);
      await expect
        .poll(() => server.text.slice(before.length), { message: speaker })
        .toContain('server ECONNRESET');
      await apply([...ATTACHED_ROWS, ...NEIGHBOUR_ROWS]);
    }
  });
});
