/** What stands left of a comparison, or right of `set` and `to`: fields, bits of them, chance, and what maps make of it. */
import { addressBytes } from '../../../base/ipAddress.ts';
import type { Passage } from '../passage.ts';
import { JOINED, type Value } from './atom.ts';
import { type Collection, type Found, parseCollection } from './collection.ts';
import { FIELDS, type Field } from './fields.ts';
import { jhash, scaledBelow } from './jhash.ts';
import type { Words } from './words.ts';

export interface Expression {
  /** Undefined: the packet has no such thing, and the rule does not match. */
  readonly read: (passage: Passage) => Value | undefined;
  /** One for each component of a concatenation; undefined for what is no field. */
  readonly fields: readonly (Field | undefined)[];
  /** Its value is whatever the map has that is asked for it. */
  readonly isChance?: true;
}

const LONGEST_FIELD = 4;
const CHANCE: Expression = { read: () => undefined, fields: [undefined], isChance: true };

export function parseExpression(words: Words): Expression {
  const key = parseKey(words);
  return words.accept('map') ? mapped(key, parseCollection(words, key.fields)) : key;
}

/** Without a map that may follow. */
export function parseKey(words: Words): Expression {
  if (/^(\d+|0x[0-9a-f]+)$/.test(words.peek() ?? '')) return constant(words.number());
  if (addressBytes(words.peek() ?? '')) return constant(words.take());
  if (words.accept('numgen random mod')) return chance(words);
  return words.accept('jhash') ? hashed(words) : fieldsFrom(parseField(words), words);
}

/** What the collection has for the key; chance takes any of its elements. */
export function lookUp(key: Expression, collection: Collection, passage: Passage): Found | undefined {
  if (key.isChance) return collection.draw(passage);
  const value = key.read(passage);
  return value === undefined ? undefined : collection.find(value, passage);
}

/** The field that comes next, in as many words as it has. */
export function parseField(words: Words): Field {
  for (let length = LONGEST_FIELD; length > 0; length--) {
    const phrase = Array.from({ length }, (_, index) => words.peek(index)).join(' ');
    const field = FIELDS.get(phrase);
    if (field && words.accept(phrase)) return field;
  }
  throw words.unknown();
}

/** The expression that begins with a field which has been taken. */
export function fieldsFrom(first: Field, words: Words): Expression {
  const masked = maskedBy(first, words);
  if (masked) return masked;
  const fields = [first];
  while (words.accept('.')) fields.push(parseField(words));
  return fields.length === 1
    ? { read: first.read, fields }
    : { read: (passage) => joined(fields, passage), fields };
}

/** `2`, `0x80000000`, `syn`, `(syn | ack)`. */
export function parseBits(words: Words, { names = {} }: Field): number {
  const isGrouped = words.accept('(');
  let bits = 0;
  do {
    const bit = names[words.peek() ?? ''];
    bits |= bit ?? words.number();
    if (bit !== undefined) words.take();
  } while (isGrouped && words.accept('|'));
  if (isGrouped) words.expect(')');
  return bits >>> 0;
}

function mapped(key: Expression, collection: Collection): Expression {
  return { read: (passage) => lookUp(key, collection, passage)?.value, fields: [undefined] };
}

function constant(value: Value): Expression {
  return { read: () => value, fields: [undefined] };
}

/** Every number below the limit is an element's, so that an element is chosen, not a number. */
function chance(words: Words): Expression {
  words.number();
  return CHANCE;
}

function hashed(words: Words): Expression {
  const key = parseField(words);
  words.expect('mod');
  const limit = words.number();
  words.expect('seed');
  const seed = words.number();
  const read = (passage: Passage) => {
    const bytes = addressBytes(String(key.read(passage)));
    return bytes && scaledBelow(jhash([...bytes], seed), limit);
  };
  return { read, fields: [undefined] };
}

/** `ct mark and 2`, `ct mark or 1`, `tcp flags & (syn | ack)`. */
function maskedBy(field: Field, words: Words): Expression | undefined {
  const isAnd = words.accept('and') || words.accept('&');
  if (!isAnd && !words.accept('or') && !words.accept('|')) return undefined;
  const mask = parseBits(words, field);
  const read = (passage: Passage) => {
    const value = field.read(passage);
    if (value === undefined) return undefined;
    return (isAnd ? Number(value) & mask : Number(value) | mask) >>> 0;
  };
  return { read, fields: [{ ...field, read, isBits: undefined }] };
}

function joined(fields: readonly Field[], passage: Passage): string | undefined {
  const values = fields.map((field) => field.read(passage));
  return values.includes(undefined) ? undefined : values.join(JOINED);
}
