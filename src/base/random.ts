/** Randomness as a parameter, so that one seed replays a run. */
import { randomBytes } from 'node:crypto';

export interface Random {
  /** `length` lowercase hexadecimal digits. */
  hex(length: number): string;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
  /** A whole number from 0 to `below` - 1. */
  integer(below: number): number;
}

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const ALPHANUMERIC = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER_ALPHANUMERIC}`;

export const systemRandom: Random = randomFrom(pooledBytes(4096));

/** Bytes of the system, fetched `size` at a time: a call for each digit of an id would cost more than the digit. */
function pooledBytes(size: number): (count: number) => Uint8Array {
  let pool = new Uint8Array();
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = randomBytes(Math.max(size, count));
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}

/** Random values drawn from a source of bytes. */
export function randomFrom(bytes: (count: number) => Uint8Array): Random {
  const integer = (below: number) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes(4);
    return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) % below;
  };
  const text = (length: number, alphabet: string) => {
    let characters = '';
    for (let count = 0; count < length; count++) characters += alphabet[integer(alphabet.length)];
    return characters;
  };
  return { hex: (length) => hexDigits(bytes((length + 1) >> 1), length), text, integer };
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexDigits(bytes: Uint8Array, length: number): string {
  let digits = '';
  for (const byte of bytes) digits += PAIRS[byte];
  return digits.length === length ? digits : digits.slice(1);
}

/** A repeatable source (mulberry32) for tests and proofs. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return randomFrom((count) => Uint8Array.from({ length: count }, () => next() & 255));
}
