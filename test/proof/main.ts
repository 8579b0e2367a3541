/**
 * `npm run proof`: random worlds in a real kernel. arguments.ts lists the options, README.md what is proved. Ends with
 * status 1 where something disagrees, leaks or differs.
 */
import { proveAgreement } from './agreementProof.ts';
import { type ProofSettings, readSettings } from './arguments.ts';
import { proveHistories } from './historyProof.ts';
import { proveIsolation } from './isolationProof.ts';
import { whyNoProof } from './whyNoProof.ts';

const settings = readSettings(process.argv.slice(2));
const missing = whyNoProof();
if (missing) {
  console.error(`The proof cannot run here: ${missing}.`);
  process.exitCode = 1;
} else {
  console.log(`seed ${settings.seed}`);
  const failures = [
    ...(await agreement(settings)),
    ...(await isolation(settings)),
    ...(await histories(settings)),
  ];
  for (const failure of failures) console.log(JSON.stringify(failure, undefined, 2));
  console.log(failures.length === 0 ? 'All of it holds.' : `${failures.length} failures, all above.`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function agreement({ seed, cases }: ProofSettings): Promise<object[]> {
  if (cases === 0) return [];
  const began = performance.now();
  const { disagreements, ...figures } = await proveAgreement({ seed, cases, say: progress });
  console.log(
    `trace and kernel, ${since(began)}: ${JSON.stringify(figures)}, ${disagreements.length} disagreements`,
  );
  const replay = ({ worldSeed }: { worldSeed: number }) =>
    `npm run proof -- --worlds 0 --histories 0 --cases 500 --seed ${worldSeed}`;
  return disagreements.map((each) => ({ ...each, replay: replay(each) }));
}

async function isolation({ seed, worlds, vpcs }: ProofSettings): Promise<object[]> {
  if (worlds === 0) return [];
  const began = performance.now();
  const { leaks, ...figures } = await proveIsolation({ seed, worlds, vpcs, say: progress });
  console.log(`isolation, ${since(began)}: ${JSON.stringify(figures)}, ${leaks.length} leaks`);
  const replay = ({ worldSeed }: { worldSeed: number }) =>
    `npm run proof -- --cases 0 --histories 0 --worlds 10 --vpcs ${vpcs} --seed ${worldSeed}`;
  return leaks.map((each) => ({ ...each, replay: replay(each) }));
}

async function histories({ seed, histories: count }: ProofSettings): Promise<object[]> {
  if (count === 0) return [];
  const began = performance.now();
  const differences = await proveHistories({ seed, histories: count, say: progress });
  console.log(
    `step by step as at once, ${since(began)}: ${count} histories, ${differences.length} differences`,
  );
  const replay = ({ worldSeed }: { worldSeed: number }) =>
    `npm run proof -- --cases 0 --worlds 0 --histories 1 --seed ${worldSeed}`;
  return differences.map((each) => ({ ...each, replay: replay(each) }));
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

function since(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(0)} s`;
}
