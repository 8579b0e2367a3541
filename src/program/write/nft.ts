/**
 * A change as the text of one nft transaction. Order: what others refer to is made first (sets, chains), then
 * elements go and come, then rules, then what nothing refers to any more is deleted.
 */
import type { WantedNamespace } from '../desired.ts';
import type { Change } from '../diff.ts';
import type { ChainObject, ElementObject, KernelObject, SetObject } from '../render/objects.ts';

/** The one table that Postern owns in a namespace. */
export const TABLE = 'inet postern';

/** Lines of `nft -f -`; empty when nothing of nft changes. */
export function nftText({ put, removed }: Change, actual: ReadonlyMap<string, string>): string {
  const sets = put.filter((object): object is SetObject => object.kind === 'set');
  const chains = put.filter((object): object is ChainObject => object.kind === 'chain');
  const elements = put.filter((object): object is ElementObject => object.kind === 'element');
  const goneElements = removed.filter((key) => key.startsWith('element '));
  const changedElements = elements.map(({ key }) => key).filter((key) => actual.has(key));
  const goneChains = namesOf(removed, 'chain');
  const lines = [
    ...sets.filter(({ key }) => !actual.has(key)).map(addSet),
    ...chains.map((chain) => `add chain ${TABLE} ${chain.name}${chain.hook && ` { ${chain.hook} }`}`),
    ...chains.filter(({ key }) => actual.has(key)).map(({ name }) => `flush chain ${TABLE} ${name}`),
    ...goneChains.map((name) => `flush chain ${TABLE} ${name}`),
    ...elementLines('delete', [...goneElements, ...changedElements].map(keyParts)),
    ...elementLines('add', elements.map(elementParts)),
    ...chains.flatMap(addRules),
    ...goneChains.map((name) => `delete chain ${TABLE} ${name}`),
    ...namesOf(removed, 'set').map((name) => `delete set ${TABLE} ${name}`),
  ];
  return lines.length === 0 ? '' : [`add table ${TABLE}`, ...lines, ''].join('\n');
}

/**
 * True when a set's type or a chain's hook is another than the wanted one. Neither can be changed in place: the
 * table has to be deleted and made anew, in one transaction.
 */
export function needsNewTable(wanted: WantedNamespace, actual: ReadonlyMap<string, string>): boolean {
  for (const { object } of wanted.values()) if (isRedeclared(object, actual.get(object.key))) return true;
  return false;
}

/** Everything but the objects of nft. */
export function withoutTable(actual: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...actual].filter(([key]) => !/^(set|element|chain) /.test(key)));
}

function isRedeclared(object: KernelObject, before: string | undefined): boolean {
  if (before === undefined) return false;
  if (object.kind === 'set') return before !== object.state;
  return object.kind === 'chain' && before.split('\n', 1)[0] !== object.hook;
}

function addSet({ key, state }: SetObject): string {
  const [kind, ...type] = state.split(' ');
  return `add ${kind} ${TABLE} ${key.slice('set '.length)} { type ${type.join(' ')}; }`;
}

function addRules({ name, rules }: ChainObject): string[] {
  return rules.map(({ text, comment }) => `add rule ${TABLE} ${name} ${text} comment "${comment}"`);
}

interface Parts {
  readonly set: string;
  readonly text: string;
}

function elementParts({ key, state }: ElementObject): Parts {
  const { set, text } = keyParts(key);
  return { set, text: state ? `${text} : ${state}` : text };
}

function keyParts(key: string): Parts {
  const [, set = '', ...rest] = key.split(' ');
  return { set, text: rest.map(quoted).join(' ') };
}

/** Interface names stand in quotes. */
function quoted(part: string): string {
  return /^[a-z]/.test(part) && !part.includes(':') ? `"${part}"` : part;
}

/** One line a set, however many elements: nft reads it many times faster than a line each. */
function elementLines(verb: 'add' | 'delete', elements: readonly Parts[]): string[] {
  const bySet = new Map<string, string[]>();
  for (const { set, text } of elements) {
    const texts = bySet.get(set);
    if (texts) texts.push(text);
    else bySet.set(set, [text]);
  }
  return [...bySet].map(([set, texts]) => `${verb} element ${TABLE} ${set} { ${texts.join(', ')} }`);
}

function namesOf(keys: readonly string[], kind: 'chain' | 'set'): string[] {
  return keys.filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1));
}
