/**
 * Options of `npm run proof`:
 *
 *   --cases N     packets that trace and a real kernel must agree about (10000)
 *   --worlds M    worlds in which no packet may come where nothing joins it (1000)
 *   --vpcs V      most VPCs of such a world (50)
 *   --histories H sequences of changes after which the kernel must be as if told all at once (20)
 *   --seed S      what all of it begins with (the time); each disagreement names the seed that replays it
 */
import { parseArgs } from 'node:util';

export interface ProofSettings {
  readonly cases: number;
  readonly worlds: number;
  readonly vpcs: number;
  readonly histories: number;
  readonly seed: number;
}

/** Throws where an option is not what it should be. */
export function readSettings(argv: readonly string[]): ProofSettings {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', default: '10000' },
      worlds: { type: 'string', default: '1000' },
      vpcs: { type: 'string', default: '50' },
      histories: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    },
  });
  return {
    cases: count('--cases', values.cases),
    worlds: count('--worlds', values.worlds),
    vpcs: count('--vpcs', values.vpcs),
    histories: count('--histories', values.histories),
    seed: count('--seed', values.seed),
  };
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${option} takes whole numbers, not ${text}`);
  return value;
}
