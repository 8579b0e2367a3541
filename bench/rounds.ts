/** Round after round, every load on every path, the paths in an order that moves on by one each round. */
import { LOADS, measure, type Path, type Sample } from './load.ts';

/** The samples of a path, one a round. */
export type Rounds = ReadonlyMap<Path, readonly Sample[]>;

export async function takeRounds(paths: readonly Path[], rounds: number, seconds: number): Promise<Rounds> {
  const taken = new Map<Path, Sample[]>(paths.map((path) => [path, []]));
  for (let round = 0; round < rounds; round++) {
    const samples = await takeRound(rotated(paths, round), seconds);
    for (const path of paths) taken.get(path)?.push(samples.get(path) as Sample);
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  return taken;
}

async function takeRound(paths: readonly Path[], seconds: number): Promise<Map<Path, Sample>> {
  const samples = new Map<Path, Sample>();
  for (const load of LOADS) {
    for (const path of paths) {
      const measured = await measure(path, load, seconds);
      samples.set(path, { ...(samples.get(path) as Sample), ...measured });
    }
  }
  return samples;
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const cut = by % list.length;
  return [...list.slice(cut), ...list.slice(0, cut)];
}
