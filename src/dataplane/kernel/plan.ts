/** What is to be done in one namespace, and the doing of it. */
import type { WantedNamespace } from '../../program/desired.ts';
import { type ActualNamespace, applied, type Change, difference, isEmpty } from '../../program/diff.ts';
import type { RowKey } from '../../program/rows.ts';
import { ipText } from '../../program/write/ip.ts';
import { needsNewTable, nftText, TABLE, withoutTable } from '../../program/write/nft.ts';
import { namespacePath } from '../namespaces.ts';
import { run } from './exec.ts';
import { writeSysctls } from './sysctls.ts';

export interface PlanInput {
  /** `fabric`, a VPC's id or an instance's id. */
  readonly name: string;
  readonly wanted: WantedNamespace;
  /** What the kernel has; undefined: the namespace is not there. */
  readonly actual: ActualNamespace | undefined;
  /** Objects to compare; undefined: all. */
  readonly keys: Iterable<string> | undefined;
  /** A namespace's full name in the kernel. */
  readonly nameOf: (name: string) => string;
}

/** Undefined where nothing differs. */
export function planOf(input: PlanInput): NamespacePlan | undefined {
  const plan = new NamespacePlan(input);
  return plan.isIdle ? undefined : plan;
}

export class NamespacePlan {
  readonly name: string;
  readonly creates: boolean;
  readonly deletes: boolean;
  /** Set by the step that failed; later steps are left out. */
  error: Error | undefined;
  readonly #input: PlanInput;
  readonly #actual: ReadonlyMap<string, string>;
  readonly #newTable: boolean;
  readonly #change: Change;

  constructor(input: PlanInput) {
    const { name, wanted, actual, keys } = input;
    this.#input = input;
    this.name = name;
    this.creates = actual === undefined && wanted.size > 0;
    this.deletes = actual !== undefined && wanted.size === 0;
    this.#newTable = actual !== undefined && keys === undefined && needsNewTable(wanted, actual);
    this.#actual = this.#newTable && actual ? withoutTable(actual) : (actual ?? new Map());
    const change = difference(wanted, this.#actual, keys);
    // What else is in an instance is its user's.
    this.#change = name.startsWith('i-') ? { put: change.put, removed: [] } : change;
  }

  get isIdle(): boolean {
    return !this.deletes && isEmpty(this.#change);
  }

  /**
   * Namespaces go by rank: who lets endpoints in comes before those who send, and stops letting in after
   * they have stopped.
   */
  get rank(): 0 | 1 | 2 {
    if (this.#change.put.some(({ key }) => isAdmission(key))) return 0;
    return this.#change.removed.some(isAdmission) ? 2 : 1;
  }

  async writeSysctls(): Promise<void> {
    const object = this.#change.put.find(({ key }) => key === 'namespace');
    if (object?.kind === 'namespace') await this.#try(() => writeSysctls(this.#fullName, object.sysctls));
  }

  async runNft(): Promise<void> {
    const text = nftText(this.#change, this.#actual);
    const fresh = this.#newTable ? `delete table ${TABLE}\n` : '';
    if (text)
      await this.#try(() =>
        run(['nsenter', `--net=${namespacePath(this.#fullName)}`, 'nft', '-f', '-'], fresh + text),
      );
  }

  async runIp(): Promise<void> {
    const text = ipText(this.#change, this.#actual, this.#input.nameOf);
    if (text) await this.#try(() => run(['ip', '-n', this.#fullName, '-batch', '-'], text));
  }

  /** What the kernel has when every step has succeeded. */
  after(): ActualNamespace {
    return applied(this.#actual, this.#change);
  }

  /** The rows whose objects were to be made here. */
  rows(): RowKey[] {
    const keys = this.#change.put.map(({ key }) => this.#input.wanted.get(key)?.row);
    return [...new Set(keys.filter((key) => key !== undefined))];
  }

  get #fullName(): string {
    return this.#input.nameOf(this.name);
  }

  async #try(step: () => Promise<unknown>): Promise<void> {
    if (this.error) return;
    try {
      await step();
    } catch (error) {
      this.error = error as Error;
    }
  }
}

function isAdmission(key: string): boolean {
  return key.startsWith('element admitted ');
}
