/** Health checks of every target, each from inside its provider's VPC with the node's address. */
import { systemRandom } from '../../base/random.ts';
import type { CheckRow } from '../../program/rows.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import type { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part, RowChange } from '../part.ts';
import { Checker, type MakeCheck } from './checker.ts';
import type { Finding } from './finding.ts';
import { probe } from './probe.ts';
import { Turns } from './turns.ts';

export interface HealthOptions {
  readonly installationId: string;
  readonly sockets: NamespaceSockets;
  /** Findings from before a restart, by CheckRow id; they are taken over and not reported. */
  readonly initial: ReadonlyMap<string, Finding>;
  /** Called at each change of what a check has found. */
  onHealth(check: string, finding: Finding): void;
}

/** Checks under way at once on this host. */
const CHECKS_AT_ONCE = 256;

export async function startHealth(options: HealthOptions): Promise<Part> {
  return new Health(options);
}

class Health implements Part {
  readonly #options: HealthOptions;
  readonly #checkers = new Map<string, Checker>();
  /** Used up by the first checker of each id: a target that comes back later starts anew. */
  readonly #initial: Map<string, Finding>;
  readonly #turns = new Turns(CHECKS_AT_ONCE);

  constructor(options: HealthOptions) {
    this.#options = options;
    this.#initial = new Map(options.initial);
  }

  async apply({ put, removed }: RowChange): Promise<void> {
    for (const row of removed) if (row.kind === 'check') this.#remove(row.id);
    for (const row of put) if (row.kind === 'check') this.#put(row);
  }

  async close(): Promise<void> {
    for (const id of this.#checkers.keys()) this.#remove(id);
  }

  #put(check: CheckRow): void {
    const existing = this.#checkers.get(check.id);
    if (existing) existing.update(check);
    else this.#checkers.set(check.id, this.#checker(check));
  }

  #remove(id: string): void {
    this.#checkers.get(id)?.stop();
    this.#checkers.delete(id);
  }

  #checker(check: CheckRow): Checker {
    const initial = this.#initial.get(check.id);
    this.#initial.delete(check.id);
    return new Checker({
      check,
      initial,
      makeCheck: this.#makeCheck,
      random: systemRandom,
      onFinding: (finding) => this.#options.onHealth(check.id, finding),
    });
  }

  readonly #makeCheck: MakeCheck = (check, signal) => {
    const path = namespacePath(namespaceOf(this.#options.installationId, check.vpcId));
    return this.#turns.take(async () => {
      return signal.aborted ? undefined : probe(this.#options.sockets, path, check, signal);
    });
  };
}
