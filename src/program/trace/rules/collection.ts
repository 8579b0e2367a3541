/** Sets and maps: those with a name, and those that stand in a rule. */
import type { Passage } from '../passage.ts';
import { type Atom, JOINED, matches, parseAtom, type Value } from './atom.ts';
import type { Field } from './fields.ts';
import type { Words } from './words.ts';

export interface Found {
  /** As it is written. */
  readonly element: string;
  /** What a map gives; empty in a set. */
  readonly value: string;
}

export interface Collection {
  readonly find: (key: Value, passage: Passage) => Found | undefined;
  /** One of the elements, as chance has it. */
  readonly draw: (passage: Passage) => Found | undefined;
}

interface Member extends Found {
  readonly key: readonly Atom[];
}

/** @param fields those of the key, which know the names of values */
export function parseCollection(words: Words, fields: readonly (Field | undefined)[]): Collection {
  const next = words.peek() ?? '';
  if (next.startsWith('@')) return named(words.take().slice(1), words);
  return literal(parseMembers(words, fields), words);
}

function named(set: string, words: Words): Collection {
  const find = (key: Value, passage: Passage) => {
    const found = passage.objects.elementOf(set, key);
    const { element, value } = found ?? {};
    passage.lookups.push({ set, key: String(key), ...(element && { element }), ...(value && { value }) });
    return found;
  };
  const draw = () => {
    throw words.unknown();
  };
  return { find, draw };
}

function literal(members: readonly Member[], { text }: Words): Collection {
  const set = `{ ${members.map(({ element, value }) => (value ? `${element} : ${value}` : element)).join(', ')} }`;
  const told = (found: Member | undefined, key: string, passage: Passage) => {
    if (found?.value) passage.lookups.push({ set, key, element: found.element, value: found.value });
    return found;
  };
  return {
    find: (key, passage) =>
      told(
        members.find((member) => hasKey(member, key)),
        String(key),
        passage,
      ),
    draw: (passage) => {
      const drawn = members[members.length > 1 ? passage.choose(members.length, text) : 0];
      return told(drawn, drawn?.element ?? '', passage);
    },
  };
}

function hasKey({ key }: Member, value: Value): boolean {
  const [only, ...others] = key;
  if (only && others.length === 0) return matches(only, value);
  const parts = String(value).split(JOINED);
  return key.every((atom, index) => matches(atom, parts[index] ?? ''));
}

function parseMembers(words: Words, fields: readonly (Field | undefined)[]): Member[] {
  const members: Member[] = [];
  words.expect('{');
  do members.push(parseMember(words, fields));
  while (words.accept(','));
  words.expect('}');
  return members;
}

function parseMember(words: Words, fields: readonly (Field | undefined)[]): Member {
  const parts = [words.take()];
  while (words.accept('.')) parts.push(words.take());
  const key = parts.map((part, index) => parseValue(part, fields[index], words));
  const value: string[] = [];
  if (words.accept(':')) while (!['}', ',', undefined].includes(words.peek())) value.push(words.take());
  return { element: parts.join(JOINED), key, value: value.join(' ') };
}

/** A value in a rule, where a name may stand for a number. */
export function parseValue(text: string, field: Field | undefined, words: Words): Atom {
  const named = field?.names?.[text];
  if (named !== undefined) return { kind: 'value', value: String(named) };
  const atom = parseAtom(text);
  // A bare name would otherwise be compared with a number, and never be equal.
  if (!atom || (atom.kind === 'value' && /^[a-z]/.test(text))) throw words.unknown();
  return atom;
}
