/** `ip rule`: which table of routes a packet looks at. */

import type { Family } from './blocks.ts';
import { LOCAL_TABLE, MAIN_TABLE } from './routes.ts';
import { matches, parseAtom } from './rules/atom.ts';
import { UnknownForm } from './unknownForm.ts';

export interface RoutingRule {
  readonly priority: number;
  readonly table: number;
  /** As `ip rule` takes it; undefined for the kernel's own. */
  readonly words?: string;
  /** Undefined: both. */
  readonly family?: Family;
  readonly appliesTo: (asked: Asked) => boolean;
}

/** What the choice of a table goes by. */
export interface Asked {
  readonly source: string;
  readonly mark: number;
  /** The device it came in by; `lo` for the namespace's own packets. */
  readonly in: string;
}

/** What every namespace begins with. */
export const KERNEL_RULES: readonly RoutingRule[] = [
  { priority: 0, table: LOCAL_TABLE, appliesTo: () => true },
  { priority: 32_766, table: MAIN_TABLE, appliesTo: () => true },
];

/**
 * @param words `priority 1001 from 10.0.0.5 lookup 1001`
 * @param family each has rules of its own
 */
export function parseRoutingRule(words: string, family: Family = 4): RoutingRule {
  const pairs = words.match(/\S+ \S+/g) ?? [];
  const said = new Map(pairs.map((pair) => pair.split(' ') as [string, string]));
  const conditions = [...said].map(([name, value]) => condition(name, value, words));
  return {
    priority: Number(said.get('priority')),
    table: Number(said.get('lookup')),
    words,
    family,
    appliesTo: (asked) => conditions.every((applies) => applies(asked)),
  };
}

function condition(name: string, value: string, words: string): (asked: Asked) => boolean {
  if (name === 'priority' || name === 'lookup' || value === 'all') return () => true;
  if (name === 'from') return fromBlock(value, words);
  if (name === 'fwmark' && !value.includes('/')) return ({ mark }) => mark === Number(value);
  if (name === 'iif') return (asked) => asked.in === value;
  throw new UnknownForm('routing rule', words);
}

function fromBlock(block: string, words: string): (asked: Asked) => boolean {
  const atom = parseAtom(block);
  if (!atom) throw new UnknownForm('routing rule', words);
  return ({ source }) => matches(atom, source);
}
