/** The statements that a rule is made of: one arm for each form. A text that begins none of them is unknown. */
import type { RejectReason, RuleStep } from '../journey.ts';
import type { Passage } from '../passage.ts';
import { translate } from '../translation.ts';
import { type Atom, matches } from './atom.ts';
import { parseCollection, parseValue } from './collection.ts';
import {
  type Expression,
  fieldsFrom,
  lookUp,
  parseBits,
  parseExpression,
  parseField,
  parseKey,
} from './expression.ts';
import type { Field } from './fields.ts';
import type { Words } from './words.ts';

/** What a rule says of the packet. */
export interface Decision {
  readonly verdict: NonNullable<RuleStep['verdict']>;
  /** Of jump and goto. */
  readonly chain?: string;
  /** Of reject. */
  readonly reason?: RejectReason;
}

/** False: the rule does not match. True: on to its next statement. */
export type Statement = (passage: Passage) => boolean | Decision;

const ACCEPT: Decision = { verdict: 'accept' };

/** By the words they begin with; all else begins with a field. */
const ARMS: readonly (readonly [string, (words: Words) => Statement])[] = [
  ['accept', () => () => ACCEPT],
  ['drop', () => always({ verdict: 'drop' })],
  ['return', () => always({ verdict: 'return' })],
  ['jump', (words) => always({ verdict: 'jump', chain: words.take() })],
  ['goto', (words) => always({ verdict: 'goto', chain: words.take() })],
  ['reject', rejects],
  ['dnat ip to', (words) => translates('destination', words)],
  ['dnat ip6 to', (words) => translates('destination', words)],
  ['snat ip to', (words) => translates('source', words)],
  ['snat ip6 to', (words) => translates('source', words)],
  // Which socket takes it matters where it is taken, and it stays where it is.
  ['tproxy ip to', takesForSocket],
  // The length of segments is nothing that trace follows.
  ['tcp option maxseg size set rt mtu', () => () => true],
];

export function parseStatement(words: Words): Statement {
  for (const [beginning, arm] of ARMS) if (words.accept(beginning)) return arm(words);
  if (words.peek() === 'jhash' || words.peek() === 'numgen') return asks(parseKey(words), words);
  const field = parseField(words);
  if (words.accept('set')) return sets(field, words);
  return asks(fieldsFrom(field, words), words);
}

/** `jump CHAIN`, `goto CHAIN`, `accept`, `drop`: what a verdict map gives. */
export function decisionOf(text: string): Decision | undefined {
  const [verdict, chain] = text.split(' ');
  if (verdict === 'jump' || verdict === 'goto') return { verdict, chain };
  return verdict === 'accept' || verdict === 'drop' || verdict === 'return' ? { verdict } : undefined;
}

function always(decision: Decision): Statement {
  return () => decision;
}

function rejects(words: Words): Statement {
  if (!words.accept('with')) return always({ verdict: 'reject', reason: 'icmp type port-unreachable' });
  if (words.accept('tcp reset')) return always({ verdict: 'reject', reason: 'tcp reset' });
  if (!['icmp type', 'icmpv6 type', 'icmpx type'].some((kind) => words.accept(kind))) throw words.unknown();
  return always({ verdict: 'reject', reason: `icmp type ${words.take()}` });
}

function takesForSocket(words: Words): Statement {
  if (!/^:\d+$/.test(words.take())) throw words.unknown();
  return () => true;
}

/** A connection is translated once: the rule that does it is the last that is asked. */
function translates(end: 'destination' | 'source', words: Words): Statement {
  const target = parseExpression(words);
  return (passage) => {
    const value = target.read(passage);
    if (value === undefined || !passage.connection) return false;
    passage.rewrites = translate(passage.connection, end, String(value));
    return ACCEPT;
  };
}

function sets(field: Field, words: Words): Statement {
  const { write } = field;
  if (!write) throw words.unknown();
  const value = field.names?.[words.peek() ?? ''] === undefined ? parseExpression(words) : bits(field, words);
  return (passage) => {
    const read = value.read(passage);
    if (read === undefined) return false;
    write(passage, read);
    return true;
  };
}

function bits(field: Field, words: Words): Expression {
  const value = parseBits(words, field);
  return { read: () => value, fields: [undefined] };
}

function asks(key: Expression, words: Words): Statement {
  if (words.accept('vmap')) return decides(key, words);
  if (words.accept('map')) throw words.unknown();
  const isNegated = words.accept('!=');
  const isEqual = !isNegated && words.accept('==');
  const [field] = key.fields;
  if (field?.isBits && !isNegated && !isEqual) return hasBits(field, words);
  return compares(key, isNegated, words);
}

function decides(key: Expression, words: Words): Statement {
  const collection = parseCollection(words, key.fields);
  return (passage) => {
    const found = lookUp(key, collection, passage);
    if (!found) return false;
    const decision = decisionOf(found.value);
    if (!decision) throw words.unknown();
    return decision;
  };
}

/** `ct state established,related`: any of them. `ct status ! dnat`: none of them. */
function hasBits(field: Field, words: Words): Statement {
  const isNegated = words.accept('!');
  let mask = parseBits(words, field);
  while (words.accept(',')) mask |= parseBits(words, field);
  return (passage) => {
    const value = field.read(passage);
    return value !== undefined && ((Number(value) & mask) !== 0) !== isNegated;
  };
}

function compares(key: Expression, isNegated: boolean, words: Words): Statement {
  const next = words.peek() ?? '';
  if (next === '{' || next.startsWith('@')) return isMember(key, isNegated, words);
  const atoms = [parseValue(words.take(), key.fields[0], words)];
  while (words.accept('.')) atoms.push(parseValue(words.take(), key.fields[atoms.length], words));
  const [atom, ...others] = atoms as [Atom, ...Atom[]];
  if (others.length > 0 || key.isChance) throw words.unknown();
  return (passage) => {
    const value = key.read(passage);
    return value !== undefined && matches(atom, value) !== isNegated;
  };
}

function isMember(key: Expression, isNegated: boolean, words: Words): Statement {
  const collection = parseCollection(words, key.fields);
  return (passage) => {
    const value = key.read(passage);
    return value !== undefined && (collection.find(value, passage) !== undefined) !== isNegated;
  };
}
