/**
 * `npm run bench`: what an endpoint costs the path of a packet, as ratios measured side by side in one run.
 *
 * Paths take turns, round after round, and the medians are compared, so a machine that speeds up or slows
 * down meanwhile does so for all. Options: --rounds N, --seconds S, --endpoints A,B.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isInstalled } from './commands.ts';
import { EndpointPath } from './endpointPath.ts';
import { measure, type Path } from './load.ts';
import { PlainPath } from './plainPath.ts';
import { startRival } from './rivals.ts';
import { printTable, type Result } from './table.ts';
import { startTarget } from './target.ts';

const TOOLS = ['iperf3', 'wrk', 'nginx', 'curl'];

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    endpoints: { type: 'string', default: '10,2000' },
  },
});

await main();

async function main(): Promise<void> {
  const missing: string[] = [];
  for (const tool of TOOLS) if (!(await isInstalled(tool))) missing.push(tool);
  if (missing.length > 0) {
    console.error(
      `The bench needs ${missing.join(', ')}. On Debian: apt-get install iperf3 wrk nginx-light libnginx-mod-stream haproxy curl`,
    );
    process.exit(1);
  }
  const directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  try {
    for (const count of options.endpoints.split(',').map(Number)) await compare(count, directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One table: the plain path, the endpoint with `count` endpoints present, and the rivals. */
async function compare(count: number, directory: string): Promise<void> {
  const plain = await PlainPath.build(`bench-${process.pid}`);
  const endpoint = await EndpointPath.start(join(directory, `data-${count}`));
  const servers = await startTarget(plain.at('target'), directory);
  try {
    const path = await endpoint.build(count, directory);
    const results = await rounds(plain, path, directory);
    printTable(results);
  } finally {
    for (const server of servers) await server.stop();
    await endpoint.stop();
    await plain.remove();
  }
}

async function rounds(plain: PlainPath, endpoint: Path, directory: string): Promise<Result[]> {
  const routed: Path = { name: 'plain routed', client: plain.at('client'), address: plain.targetAddress };
  const results = new Map<string, Result>();
  const seconds = Number(options.seconds);
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const path of [routed, endpoint]) await sample(results, path, seconds, round);
    for (const name of ['nginx stream', 'HAProxy'] as const) {
      const rival = await startRival(name, plain, directory);
      if (typeof rival === 'string') {
        results.set(name, { name, samples: [], skipped: rival });
        continue;
      }
      await sample(results, rival.path, seconds, round).finally(() => rival.stop());
    }
  }
  return [...results.values()];
}

async function sample(
  results: Map<string, Result>,
  path: Path,
  seconds: number,
  round: number,
): Promise<void> {
  process.stderr.write(`round ${round}/${options.rounds}: ${path.name}\n`);
  const taken = await measure(path, seconds);
  results.set(path.name, { name: path.name, samples: [...(results.get(path.name)?.samples ?? []), taken] });
}
