/**
 * The answer to a question. The walk over resources names what is on the way; the trace of the program that compile
 * makes of the same resources is the judge of whether the packet gets through. Where the two differ one of them is
 * wrong, and the answer says so instead of guessing which.
 */
import { known } from '../base/assert.ts';
import type { Snapshot } from '../state/tables.ts';
import { attempt, Journey, type Way } from './journey.ts';
import type { Judge } from './judge.ts';
import { packetTo, type Question } from './question.ts';
import { enter } from './walk/enter.ts';
import { arrive, waysFrom, waysFromService } from './walk/walk.ts';

export interface Answer {
  readonly reachable: boolean;
  /** The way to show: the first that gets through, or the first there is. */
  readonly way: Way;
  /** All of them. */
  readonly ways: readonly Way[];
  /** How the walk and the trace differ; undefined: they do not. */
  readonly fault?: string;
}

/** @param judge undefined: nobody compares */
export async function findAnswer(tables: Snapshot, question: Question, judge?: Judge): Promise<Answer> {
  const first = await look(tables, question, judge, false);
  // What has changed meanwhile may look like a fault: a second look is at one moment.
  return first.fault === undefined ? first : look(tables, question, judge, true);
}

async function look(
  tables: Snapshot,
  question: Question,
  judge: Judge | undefined,
  atOnce: boolean,
): Promise<Answer> {
  const found: Way[] = [];
  let fault: string | undefined;
  for (const address of question.addresses) {
    const ways = waysTo(tables, question, address);
    found.push(...ways);
    fault ??= await judge?.(tables, question, address, ways, atOnce);
  }
  const through = found.find(getsThrough);
  const way = known(through ?? found[0], 'a question has a destination');
  return { reachable: through !== undefined, way, ways: found, fault };
}

/** A way on which nobody who is well answers is none. */
export function getsThrough({ finding, doubt }: Way): boolean {
  return finding === undefined && doubt === undefined;
}

function waysTo(tables: Snapshot, question: Question, address: string): readonly Way[] {
  const { from } = question;
  const packet = packetTo(question, address);
  if (from.kind === 'interface') {
    const source = known(tables.networkInterfaces.get(from.id), `interface ${from.id} exists`);
    return waysFrom(tables, source, packet);
  }
  const journey = new Journey();
  const service = tables.endpointServices.get(from.id);
  return attempt(journey, packet, () =>
    service
      ? waysFromService(tables, journey, service, from.vpcId, packet)
      : arrive(tables, journey, enter(tables, journey, from, packet)),
  );
}
