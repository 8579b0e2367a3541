/**
 * `npm run bench`: what an endpoint costs the path of a packet, as ratios measured side by side in one run.
 *
 *   --rounds N          how often every path has its turn (9)
 *   --seconds S         of each load on each path in a round (1)
 *   --endpoints A,B     endpoints present, a Postern for each number (10,2000)
 *   --json              everything measured, as JSON
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Endpoints } from './endpoints.ts';
import { interruption } from './interruption.ts';
import { type Path, startTarget } from './load.ts';
import { mayMakeNamespaces } from './ownUsers.ts';
import { PlainPath } from './plainPath.ts';
import { asJson, asText, type Results } from './report.ts';
import { startRivals } from './rivals.ts';
import { takeRounds } from './rounds.ts';
import { Undoing } from './undoing.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1' },
    endpoints: { type: 'string', default: '10,2000' },
    json: { type: 'boolean', default: false },
  },
});

if (await mayMakeNamespaces()) await main();

async function main(): Promise<void> {
  const undoing = new Undoing();
  try {
    const results = await compare(undoing);
    console.log(options.json ? asJson(results) : asText(results));
  } catch (error) {
    console.error(interruption.aborted ? interruption.reason.message : error);
    process.exitCode = interruption.aborted ? 130 : 1;
  } finally {
    await undoing.all();
  }
}

async function compare(undoing: Undoing): Promise<Results> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  undoing.add(async () => rmSync(directory, { recursive: true, force: true }));
  const wire = new PlainPath(`bench-${process.pid}`);
  undoing.add(() => wire.remove());
  await wire.build();
  const target = await startTarget(wire.at('target'));
  undoing.add(() => target.stop());
  const plain: Path = { name: 'plain routed', client: wire.at('client'), address: wire.targetAddress };
  const rivals = await startRivals(wire, directory, undoing);
  const populations = await buildPopulations(directory, undoing);
  const started = rivals.filter((rival) => 'client' in rival);
  const paths = [plain, ...populations.map(({ path }) => path), ...started];
  const rounds = await takeRounds(paths, positive('rounds'), positive('seconds'));
  const skipped = rivals.filter((rival) => 'skipped' in rival);
  return { plain, rounds, skipped, costs: await costsOf(populations) };
}

async function buildPopulations(directory: string, undoing: Undoing): Promise<Endpoints[]> {
  const built: Endpoints[] = [];
  for (const count of options.endpoints.split(',').map(Number)) {
    process.stderr.write(`making ${count} endpoints\n`);
    built.push(await Endpoints.build(count, join(directory, `data-${count}`), undoing));
  }
  return built;
}

async function costsOf(populations: readonly Endpoints[]): Promise<Results['costs']> {
  const costs = [];
  for (const population of populations) costs.push(await population.costs());
  return costs;
}

function positive(name: 'rounds' | 'seconds'): number {
  const value = Number(options[name]);
  if (!(value > 0)) throw new Error(`--${name} is a number above 0`);
  return value;
}
