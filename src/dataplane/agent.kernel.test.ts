/** The agent and the real kernel: what gets through, what does not, and what survives. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AgentBed,
  eventually,
  type InsideScript,
  type Who,
  whyNoAgent,
} from '../../test/support/agentBed.ts';
import {
  ATTACHED_ROWS,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  NODE_ADDRESS,
  PORT,
  PROVIDER,
  TARGET,
  UNATTACHED_ROWS,
} from '../../test/support/twoVpcs.ts';

/** Answers each connection with who it sees, then a line every 20 ms. */
const TICKING_SERVER = `
  require('net').createServer((socket) => {
    socket.write('from ' + socket.remoteAddress.replace('::ffff:', '') + '\\n');
    const timer = setInterval(() => socket.write('tick\\n'), 20);
    socket.on('error', (error) => console.log('server ' + error.code));
    socket.on('close', () => clearInterval(timer));
  }).listen(${PORT}, () => console.log('listening'));`;

/** Connects, sends a line every 20 ms, and prints what comes and how it ends. */
function clientOf(address: string, port = PORT): string {
  return `
  console.log('trying');
  const socket = require('net').connect({ host: '${address}', port: ${port}, timeout: 1500 });
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('connect', () => { socket.setTimeout(0); setInterval(() => socket.write('.'), 20).unref(); });
  socket.on('timeout', () => { console.log('silence'); process.exit(); });
  socket.on('error', (error) => console.log('ended ' + error.code));
  socket.on('close', () => console.log('closed'));`;
}

const ticks = (script: InsideScript) => script.output.split('tick').length - 1;

for (const who of ['root', 'an ordinary user'] as Who[]) {
  const missing = whyNoAgent(who);
  if (missing) console.warn(`skipped as ${who}: ${missing}`);

  describe.skipIf(missing)(`an agent run by ${who}`, () => {
    let bed: AgentBed;
    beforeAll(async () => {
      bed = new AgentBed(who);
      await bed.start();
    });
    afterAll(async () => {
      expect(await bed.clear()).toEqual([]);
    });

    const outcome = async (from: string, address: string, port = PORT) => {
      const client = await bed.script(from, clientOf(address, port));
      await eventually(() => /from|ended|silence/.test(client.output), 'the client hears something');
      client.stop();
      return client.output.replace('trying\n', '').split('\n')[0];
    };

    it('applies a program', async () => {
      expect(await bed.apply(UNATTACHED_ROWS)).toEqual([]);
      await bed.script(TARGET, TICKING_SERVER);
    });

    it('refuses at once, and lets nothing through, before the connection is accepted', async () => {
      await eventually(
        () => bed.health.some((each) => each.type === 'health' && each.state === 'healthy'),
        'the target is healthy',
      );
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe('ended ECONNREFUSED');
    });

    it('carries data between equal addresses, and the target sees the node', async () => {
      await bed.apply(ATTACHED_ROWS);
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe(`from ${NODE_ADDRESS}`);
    });

    it('resets where the node has no listener', async () => {
      // The consumer's group admits port 80 only, so that port is dialed at a node without listeners.
      const rows = ATTACHED_ROWS.filter(({ kind }) => kind !== 'listener');
      await bed.apply(rows);
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe('ended ECONNREFUSED');
      await bed.apply(ATTACHED_ROWS);
    });

    it('drops what the endpoint’s group does not admit, and keeps what runs', async () => {
      const running = await bed.script(CLIENT, clientOf(ENDPOINT_ADDRESS));
      await eventually(() => ticks(running) > 2, 'data flows');
      const closed = ATTACHED_ROWS.map((row) =>
        row.kind === 'group' && row.vpcId === CONSUMER ? { ...row, ingress: [] } : row,
      );
      await bed.apply(closed);
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe('silence');
      const before = ticks(running);
      await eventually(() => ticks(running) > before + 2, 'the running connection goes on');
      running.stop();
      await bed.apply(ATTACHED_ROWS);
    });

    it('reaches nothing in another VPC, and no fabric address', async () => {
      expect(await outcome(CLIENT, NODE_ADDRESS)).toBe('silence');
      expect(await outcome(CLIENT, '240.0.64.1')).toBe('silence');
    });

    it('cuts running connections when the endpoint is detached, at both ends', async () => {
      const running = await bed.script(CLIENT, clientOf(ENDPOINT_ADDRESS));
      await eventually(() => ticks(running) > 2, 'data flows');
      await bed.apply(UNATTACHED_ROWS);
      await eventually(() => /ended ECONNRESET/.test(running.output), 'the client is reset');
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe('ended ECONNREFUSED');
      await bed.apply(ATTACHED_ROWS);
    });

    it('keeps connections and every rule through the agent’s death and return', async () => {
      const running = await bed.script(CLIENT, clientOf(ENDPOINT_ADDRESS));
      await eventually(() => ticks(running) > 2, 'data flows');
      // Handles are numbered as rules are made: the same ones mean that nothing was made anew.
      const tables = [bed.table(PROVIDER), bed.table(CONSUMER)];
      await bed.kill();
      const before = ticks(running);
      await eventually(() => ticks(running) > before + 5, 'data flows without an agent');
      await bed.start();
      await bed.apply(ATTACHED_ROWS);
      expect([bed.table(PROVIDER), bed.table(CONSUMER)]).toEqual(tables);
      const after = ticks(running);
      await eventually(() => ticks(running) > after + 5, 'data flows with the new agent');
      running.stop();
    });

    it('mends on its return what somebody broke meanwhile', async () => {
      const plain = (id: string) => bed.run(id, 'nft', 'list', 'table', 'inet', 'postern').output;
      const before = [sortedLines(plain(CONSUMER)), sortedLines(plain(PROVIDER))];
      await bed.kill();
      bed.run(CONSUMER, 'nft', 'flush', 'ruleset');
      bed.run(PROVIDER, 'nft', 'flush', 'chain', 'inet', 'postern', 'guard');
      bed.run(PROVIDER, 'ip', 'link', 'set', 'fab0', 'down');
      bed.run(CLIENT, 'ip', 'route', 'flush', 'all');
      await bed.start();
      await bed.apply(ATTACHED_ROWS);
      expect([sortedLines(plain(CONSUMER)), sortedLines(plain(PROVIDER))]).toEqual(before);
      expect(await outcome(CLIENT, ENDPOINT_ADDRESS)).toBe(`from ${NODE_ADDRESS}`);
    });

    it('removes the namespaces of what is no more', async () => {
      await bed.apply([]);
      expect(bed.run(CONSUMER, 'true').status).not.toBe(0);
    });
  });
}

function sortedLines(text: string): string[] {
  return text.split('\n').sort();
}
