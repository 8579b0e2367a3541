/** One component of what stands in a rule or is an element of a set: a value, a range, a block, a name's beginning. */
import { type Block, contains, familyOf, numberOf, parseBlock } from '../blocks.ts';

/** Addresses and names are text; all else (ports, marks, protocols, bits) is a number. */
export type Value = string | number;

/** Between the components of a concatenation. */
export const JOINED = ' . ';

export type Atom =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'numbers'; readonly first: number; readonly last: number }
  | { readonly kind: 'addresses'; readonly first: string; readonly last: string }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'beginning'; readonly text: string };

/** Undefined where it is none of these. */
export function parseAtom(text: string): Atom | undefined {
  if (text.startsWith('"')) return nameAtom(text.slice(1, -1));
  if (/^0x[0-9a-f]+$/.test(text)) return { kind: 'value', value: String(Number(text)) };
  if (/^\d+-\d+$/.test(text)) return numbers(text.split('-'));
  if (text.includes('/')) return blockAtom(text);
  if (/^[\d.]+-[\d.]+$/.test(text) || /^[\da-f:]+-[\da-f:]+$/.test(text)) return addresses(text.split('-'));
  return /^[\w.:*-]+$/.test(text) ? nameAtom(text) : undefined;
}

export function matches(atom: Atom, value: Value): boolean {
  switch (atom.kind) {
    case 'value':
      return atom.value === String(value);
    case 'numbers':
      return Number(value) >= atom.first && Number(value) <= atom.last;
    case 'addresses':
      return isBetween(String(value), atom.first, atom.last);
    case 'block':
      return contains(atom.block, String(value));
    case 'beginning':
      return String(value).startsWith(atom.text);
  }
}

function nameAtom(text: string): Atom {
  return text.endsWith('*') ? { kind: 'beginning', text: text.slice(0, -1) } : { kind: 'value', value: text };
}

function numbers([first, last]: readonly string[]): Atom {
  return { kind: 'numbers', first: Number(first), last: Number(last) };
}

function addresses([first = '', last = '']: readonly string[]): Atom | undefined {
  const isRange = numberOf(first) !== undefined && numberOf(last) !== undefined;
  return isRange && familyOf(first) === familyOf(last) ? { kind: 'addresses', first, last } : undefined;
}

function blockAtom(text: string): Atom | undefined {
  const block = parseBlock(text);
  return block && { kind: 'block', block };
}

function isBetween(address: string, first: string, last: string): boolean {
  const number = numberOf(address);
  if (number === undefined || familyOf(address) !== familyOf(first)) return false;
  return number >= (numberOf(first) ?? 0n) && number <= (numberOf(last) ?? 0n);
}
