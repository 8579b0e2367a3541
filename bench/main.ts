/**
 * `npm run bench`: what an endpoint costs the path of a packet, as ratios measured side by side in one run; with
 * `--api` what calls of the API cost.
 * settings.ts lists the options.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureApi } from './api/apiBench.ts';
import { apiAsJson, apiAsText } from './api/apiReport.ts';
import { type Costs, Endpoints } from './endpoints.ts';
import { interruption } from './interruption.ts';
import { type Path, startTarget } from './load.ts';
import { mayMakeNamespaces } from './ownUsers.ts';
import { PlainPath } from './plainPath.ts';
import { asJson, asText, type Results } from './report.ts';
import { startRivals } from './rivals.ts';
import { takeRounds } from './rounds.ts';
import { type Population, readSettings, type Settings } from './settings.ts';
import { Undoing } from './undoing.ts';

// The SDK's advice about Node versions is not ours to print.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

await main().catch(fail);

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  if (!settings.api && !(await mayMakeNamespaces())) return;
  const undoing = new Undoing();
  try {
    console.log(await reportOf(settings, undoing));
  } finally {
    await undoing.all();
  }
}

async function reportOf(settings: Settings, undoing: Undoing): Promise<string> {
  if (settings.api) {
    const results = await measureApi(settings.api, undoing);
    return settings.json ? apiAsJson(results) : apiAsText(results);
  }
  const results = settings.onlyChanges
    ? await changesAlone(settings, undoing)
    : await compare(settings, undoing);
  return settings.json ? asJson(results) : asText(results);
}

function fail(error: Error): void {
  console.error(interruption.aborted ? interruption.reason.message : error.message);
  process.exitCode = interruption.aborted ? 130 : 1;
}

async function compare(settings: Settings, undoing: Undoing): Promise<Results> {
  const directory = temporaryDirectory(undoing);
  const wire = new PlainPath(`bench-${process.pid}`);
  undoing.add(() => wire.remove());
  await wire.build();
  const target = await startTarget(wire.at('target'));
  undoing.add(() => target.stop());
  const plain: Path = { name: 'plain routed', client: wire.at('client'), address: wire.targetAddress };
  const rivals = await startRivals(wire, directory, undoing);
  const populations = await buildPopulations(settings.endpoints, directory, undoing);
  const started = rivals.filter((rival) => 'client' in rival);
  const paths = [plain, ...populations.map(({ path }) => path), ...started];
  const rounds = await takeRounds(paths, settings.rounds, settings.seconds);
  const skipped = rivals.filter((rival) => 'skipped' in rival);
  return { paths: { plain, rounds, skipped }, costs: await costsOf(populations) };
}

async function changesAlone({ endpoints }: Settings, undoing: Undoing): Promise<Results> {
  const directory = temporaryDirectory(undoing);
  const costs: Costs[] = [];
  for (const [index, population] of endpoints.entries()) {
    process.stderr.write(`making ${population.count} endpoints\n`);
    const own = new Undoing();
    undoing.add(() => own.all());
    costs.push(await (await Endpoints.build(population, join(directory, `data-${index}`), own)).costs());
    await own.all();
  }
  return { costs };
}

function temporaryDirectory(undoing: Undoing): string {
  const directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  undoing.add(async () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function buildPopulations(
  populations: readonly Population[],
  directory: string,
  undoing: Undoing,
): Promise<Endpoints[]> {
  const built: Endpoints[] = [];
  for (const population of populations) {
    process.stderr.write(`making ${population.count} endpoints\n`);
    built.push(await Endpoints.build(population, join(directory, `data-${built.length}`), undoing));
  }
  return built;
}

/** One after the other: each has the machine to itself. */
async function costsOf(populations: readonly Endpoints[]): Promise<Costs[]> {
  const costs: Costs[] = [];
  for (const population of populations) costs.push(await population.costs());
  return costs;
}
