/** What is to be done in one namespace, and the doing of it. */
import type { WantedNamespace } from '../../program/desired.ts';
import { type ActualNamespace, type Change, difference, isEmpty, take } from '../../program/diff.ts';
import { belongsToUser, namespaceKind } from '../../program/namespaceKinds.ts';
import type { KernelObject, ProgramsObject } from '../../program/render/objects.ts';
import type { RowKey } from '../../program/rows.ts';
import { foreignLinkTexts, ip6Text, ipText, lostLinkText } from '../../program/write/ip.ts';
import { needsNewTable, nftText, TABLE, withoutTable } from '../../program/write/nft.ts';
import { namespacePath } from '../namespaces.ts';
import { borrow, giveBack } from './borrowed.ts';
import { attempt, run } from './exec.ts';
import type { FlowCachePort } from './flowCachePort.ts';
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

/** What a packet needs to go on: a link that it comes in by, a source that may, a connection that is accepted. */
const ADMITTING = /^(link|programs|element (ports|any_source|live|admitted)) /;
/** What a packet may no longer do without looking where it goes. */
const DETOURING = /^element detoured /;
/** What ACLs are made of: a change may stop what runs, and let go on what it has stopped. New places in their subnets do not. */
const OF_ACLS = /^chain ((ingress|egress)-acl|(leave|enter)-subnet)-/;

export class NamespacePlan {
  readonly name: string;
  readonly creates: boolean;
  readonly deletes: boolean;
  /** Set by the step without which later ones must not be done: they are left out. */
  error: Error | undefined;
  /** Of a step that others do not rely on. */
  #flaw: Error | undefined;
  readonly #input: PlanInput;
  readonly #actual: ActualNamespace;
  readonly #newTable: boolean;
  readonly #change: Change;
  /** What the kernel drops by itself, with the far end of a link. */
  readonly #gone: readonly string[];

  constructor(input: PlanInput) {
    const { name, wanted, actual, keys, nameOf } = input;
    this.#input = input;
    this.name = name;
    const isForeign = namespaceKind(name) === 'operator';
    this.creates = !isForeign && actual === undefined && wanted.size > 0;
    this.deletes = !isForeign && actual !== undefined && wanted.size === 0;
    if (isForeign && actual === undefined && wanted.size > 0)
      this.error = new Error(`there is no network namespace ${nameOf(name)}`);
    this.#newTable = actual !== undefined && keys === undefined && needsNewTable(wanted, actual);
    this.#actual = this.#newTable && actual ? withoutTable(actual) : (actual ?? new Map());
    const change = difference(wanted, this.#actual, keys);
    const isUsers = belongsToUser(name);
    this.#change = isUsers ? usersChange(change, wanted, this.#actual, keys !== undefined) : change;
    this.#gone = isUsers && keys !== undefined ? change.removed : [];
  }

  get isIdle(): boolean {
    return !this.deletes && isEmpty(this.#change) && this.#gone.length === 0;
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

  /** Makes pairs whose far end is in a namespace that is configured at the same time. */
  async makePairs(): Promise<void> {
    const pairs = this.#change.put.filter((object) => this.#isBetweenPeers(object));
    const text = ipText({ put: pairs, removed: [] }, this.#actual, this.#input.nameOf);
    if (text) await this.#tryOn(() => this.#ip(text));
  }

  #isBetweenPeers(object: KernelObject): boolean {
    if (object.kind !== 'link' || !object.peer) return false;
    return namespaceKind(object.peer.namespace) === namespaceKind(this.name);
  }

  async configureLinks(): Promise<void> {
    await this.#borrowInterfaces();
    for (const text of foreignLinkTexts(this.#change, this.#actual, this.#input.nameOf)) {
      await this.#tryOn(() => this.#ip(text));
    }
    await this.#runIp();
    await this.#returnInterfaces();
  }

  async #runIp(): Promise<void> {
    const lost = lostLinkText(this.#change);
    if (lost) await attempt(['ip', '-force', '-n', this.#fullName, '-batch', '-'], lost);
    const put = this.#change.put.filter((object) => !this.#isBetweenPeers(object));
    const text = ipText({ ...this.#change, put }, this.#actual, this.#input.nameOf);
    // What fails, such as a link into a namespace that is not there, must not keep the rest from being done.
    if (text) await this.#tryOn(() => this.#ip(text));
    const rules = ip6Text(this.#change);
    if (rules) await this.#tryOn(() => this.#ip(rules, '-6'));
  }

  #ip(text: string, ...flags: string[]): Promise<unknown> {
    return run(['ip', '-force', '-n', this.#fullName, ...flags, '-batch', '-'], text);
  }

  /** Interfaces of the host that are to be links here, before they are configured. */
  async #borrowInterfaces(): Promise<void> {
    for (const object of this.#change.put) {
      if (object.kind !== 'borrowed') continue;
      if (this.#actual.has(object.key)) await this.#tryOn(() => this.#ip(`link set ${object.name} up`));
      else await this.#tryOn(() => borrow(this.#fullName, object.name, object.hostInterface));
    }
  }

  /** Those that are to be here no more, once nothing stands on them. */
  async #returnInterfaces(): Promise<void> {
    const isGone = (name: string) => this.#change.removed.includes(`borrowed ${name}`);
    if (this.#change.removed.some((key) => key.startsWith('borrowed '))) {
      await this.#tryOn(() => giveBack(this.#fullName, isGone));
    }
  }

  /** The flow cache's programs, once their links are there. */
  async runPrograms(flowCache: FlowCachePort): Promise<void> {
    const put = this.#change.put.filter((object): object is ProgramsObject => object.kind === 'programs');
    const devices = this.#change.removed
      .filter((key) => key.startsWith('programs '))
      .map((key) => key.slice('programs '.length))
      .filter((device) => this.#input.wanted.has(`link ${device}`));
    if (put.length > 0) await this.#tryOn(() => flowCache.attach(this.name, put));
    if (devices.length > 0) await this.#tryOn(() => flowCache.detach(this.name, devices));
  }

  /** Whether packets of a connection that was admitted may not go on as they do, or what was stopped may. */
  get changesFlows(): boolean {
    const { put, removed } = this.#change;
    const remade = put.some(({ kind, key }) => kind === 'link' && this.#actual.has(key));
    const keys = [...put.map(({ key }) => key), ...removed];
    return (
      this.deletes ||
      remade ||
      put.some(({ key }) => DETOURING.test(key)) ||
      removed.some((key) => ADMITTING.test(key)) ||
      keys.some((key) => OF_ACLS.test(key))
    );
  }

  /** What the kernel has now that every step has succeeded: the map it was given, changed, where it can be. */
  after(): ActualNamespace {
    take(this.#actual, { put: this.#change.put, removed: [...this.#change.removed, ...this.#gone] });
    return this.#actual;
  }

  /** The rows whose objects were to be made here. */
  rows(): RowKey[] {
    const keys = this.#change.put.map(({ key }) => this.#input.wanted.get(key)?.row);
    return [...new Set(keys.filter((key) => key !== undefined))];
  }

  get #fullName(): string {
    return this.#input.nameOf(this.name);
  }

  /** What went wrong, if anything did. */
  get fault(): Error | undefined {
    return this.error ?? this.#flaw;
  }

  async #try(step: () => Promise<unknown>): Promise<void> {
    await this.#tryOn(step);
    this.error ??= this.#flaw;
  }

  /** Later steps are done all the same. */
  async #tryOn(step: () => Promise<unknown>): Promise<void> {
    if (this.error) return;
    try {
      await step();
    } catch (error) {
      this.#flaw ??= error as Error;
    }
  }
}

/**
 * What is in an instance beyond what was asked for is its user's: only what our own rows had put there goes. An
 * interface's link goes from the router's side, and all that stands on it by itself.
 */
function usersChange(
  { put, removed }: Change,
  wanted: WantedNamespace,
  actual: ReadonlyMap<string, string>,
  isOurs: boolean,
): Change {
  const [kind, device] = [(key: string) => key.split(' ')[0], (key: string) => key.split(' ')[1]];
  const stays = (link: string | undefined) => wanted.has(`link ${link}`);
  const leadsBy = (route: string) => / dev (\S+)/.exec(actual.get(route) ?? '')?.[1];
  const goes = (key: string) =>
    kind(key) === 'rule' ||
    (kind(key) === 'address' && stays(device(key))) ||
    (kind(key) === 'route' && stays(leadsBy(key)));
  return { put, removed: isOurs ? removed.filter(goes) : [] };
}

function isAdmission(key: string): boolean {
  return key.startsWith('element admitted ');
}
