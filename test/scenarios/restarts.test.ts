/** Nobody's connection depends on our processes: both are killed while traffic runs. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterHolder, findHolder } from '../../src/dataplane/holder.ts';
import { environment } from '../../src/dataplane/kernel/exec.ts';
import { namespacePath, namespacePrefix } from '../../src/dataplane/namespaces.ts';
import { readInstallationId } from '../../src/state/dataDirectory.ts';
import { DaemonBed, longLook, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const STEADY_CLIENT = fileURLToPath(new URL('../support/steadyClient.mjs', import.meta.url));

interface Steady {
  readonly requests: number;
  readonly requestErrors: string[];
  readonly connections: number;
  readonly streamBytes: number;
  readonly streamEnds: string[];
  readonly lookups: number;
  readonly lookupErrors: string[];
}

describe.skipIf(missing)('while a client downloads, asks over a kept connection and resolves', () => {
  const bed = new DaemonBed();
  let joined: Awaited<ReturnType<typeof makeConnection>>;

  beforeAll(async () => {
    await bed.start();
    joined = await makeConnection(bed);
  });
  afterAll(() => bed.clear());

  /** Runs the client around `disturb`, and says what it saw. */
  const during = async (disturb: () => Promise<void>): Promise<Steady> => {
    const { consumer, endpoint } = joined;
    const url = `http://${endpoint.address}/`;
    const client = await longLook<Steady>(
      bed,
      consumer.machine.instanceId,
      STEADY_CLIENT,
      url,
      endpoint.dnsName,
    );
    await disturb();
    await breathe();
    return client.end();
  };

  test('kill -9 of the control plane breaks nothing, and the restart changes no rule', async () => {
    const before = rules(bed);
    expect(before).toContain('table inet postern');
    const seen = await during(async () => {
      await bed.killDaemon();
      await breathe();
      await bed.start();
    });
    expect(seen).toMatchObject({ requestErrors: [], connections: 1, streamEnds: [], lookupErrors: [] });
    expect(seen.requests).toBeGreaterThan(20);
    expect(rules(bed)).toBe(before);
  });

  test('kill -9 of the agent breaks no connection, and another agent changes no rule', async () => {
    const before = rules(bed);
    const agent = bed.agentPid();
    const seen = await during(async () => {
      await bed.killAgent();
      await expect.poll(() => bed.agentPid(), { timeout: 15_000 }).not.toBe(agent);
    });
    expect(seen).toMatchObject({ requestErrors: [], connections: 1, streamEnds: [] });
    expect(rules(bed)).toBe(before);
  });

  test('kill -9 of both, and a start: the same', async () => {
    const before = rules(bed);
    const seen = await during(async () => {
      await bed.killDaemon();
      await bed.killAgent();
      await breathe();
      await bed.start();
    });
    expect(seen).toMatchObject({ requestErrors: [], connections: 1, streamEnds: [] });
    expect(rules(bed)).toBe(before);
  });
});

/** Time for something to go wrong in. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1500));
}

/** Every rule with its handle, which a rule that is made anew does not keep. */
function rules(bed: DaemonBed): string {
  const prefix = namespacePrefix(readInstallationId(bed.data) ?? '');
  const holder = findHolder(join(bed.data, 'agent'));
  const inside = (...command: string[]) => run(...(holder ? enterHolder(holder) : []), ...command);
  return inside('ls', '/run/netns')
    .split('\n')
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const ruleset = inside('nsenter', `--net=${namespacePath(name)}`, 'nft', '-a', 'list', 'ruleset');
      return `${name}\n${withoutCounters(ruleset)}`;
    })
    .join('\n');
}

function withoutCounters(text: string): string {
  return text.replace(/counter packets \d+ bytes \d+/g, 'counter');
}

function run(...[file = '', ...argv]: string[]): string {
  return execFileSync(file, argv, { encoding: 'utf8', env: environment() });
}
