/** `nft -nn -j list table` in the words of program/render/objects.ts. */
import { parseIpv4 } from '../../base/ip.ts';
import { chainState, INTERVALS } from '../../program/render/objects.ts';

export interface NftListing {
  readonly nftables: readonly NftEntry[];
}

interface NftEntry {
  readonly set?: NftSet;
  readonly map?: NftSet;
  readonly chain?: NftChain;
  readonly rule?: { readonly chain: string; readonly comment?: string };
}

interface NftSet {
  readonly name: string;
  readonly type: string | readonly string[];
  /** What a map gives. */
  readonly map?: string;
  readonly elem?: readonly unknown[];
  readonly flags?: readonly string[];
}

interface NftChain {
  readonly name: string;
  readonly type?: string;
  readonly hook?: string;
  readonly prio?: number;
  readonly policy?: string;
}

/** Object keys and states of the table. */
export function* parseTable({ nftables }: NftListing): Iterable<[string, string]> {
  const comments = commentsByChain(nftables);
  for (const { set, map, chain } of nftables) {
    if (set) yield* setEntries(set);
    if (map) yield* mapEntries(map);
    if (chain) yield [`chain ${chain.name}`, chainState(hookText(chain), comments.get(chain.name) ?? [])];
  }
}

function* setEntries({ name, type, flags = [], elem = [] }: NftSet): Iterable<[string, string]> {
  const isOfBlocks = flags.includes('interval');
  yield [`set ${name}`, `set ${[type].flat().join(' . ')}${isOfBlocks ? INTERVALS : ''}`];
  for (const key of elem) yield [`element ${name} ${isOfBlocks ? blockKeyText(key) : keyText(key)}`, ''];
}

/** nft lists a block of one address as that address alone. */
function blockKeyText(key: unknown): string {
  const parts = isConcatenation(key) ? key.concat : [key];
  return parts
    .map((part) => (isBlock(part) ? `${part.prefix.addr}/${part.prefix.len}` : wholeBlock(String(part))))
    .join(' . ');
}

function wholeBlock(text: string): string {
  return parseIpv4(text) === undefined ? text : `${text}/32`;
}

function isBlock(part: unknown): part is { prefix: { addr: string; len: number } } {
  return typeof part === 'object' && part !== null && 'prefix' in part;
}

function* mapEntries({ name, type, map, elem = [] }: NftSet): Iterable<[string, string]> {
  yield [`set ${name}`, `map ${[type].flat().join(' . ')} : ${map}`];
  for (const [key, value] of elem as [unknown, unknown][]) {
    yield [`element ${name} ${keyText(key)}`, valueText(value)];
  }
}

function keyText(key: unknown): string {
  return isConcatenation(key) ? key.concat.join(' . ') : String(key);
}

function isConcatenation(key: unknown): key is { concat: unknown[] } {
  return typeof key === 'object' && key !== null && 'concat' in key;
}

/** An address, or a verdict: `{"goto": {"target": "…"}}`. */
function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [verdict, operand] = Object.entries(value)[0] ?? [];
  return `${verdict} ${(operand as { target?: string } | null)?.target ?? ''}`;
}

function hookText({ type, hook, prio, policy }: NftChain): string {
  return hook ? `type ${type} hook ${hook} priority ${prio}; policy ${policy};` : '';
}

/** A rule of somebody else has no comment of ours, and so makes its chain differ. */
function commentsByChain(entries: readonly NftEntry[]): Map<string, string[]> {
  const comments = new Map<string, string[]>();
  for (const { rule } of entries) {
    if (!rule) continue;
    const ofChain = comments.get(rule.chain) ?? [];
    comments.set(rule.chain, ofChain);
    ofChain.push(rule.comment ?? '');
  }
  return comments;
}
