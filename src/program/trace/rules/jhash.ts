/** The kernel's hash of an address (Bob Jenkins' lookup3, as linux/jhash.h has it), so that a client's choice is known. */

const START = 0xdeadbeef;

/** @param bytes in the order of the wire */
export function jhash(bytes: readonly number[], seed: number): number {
  const initial = (START + bytes.length + seed) >>> 0;
  let state: State = [initial, initial, initial];
  let at = 0;
  for (; bytes.length - at > 12; at += 12) state = mixed(added(state, bytes, at));
  return final(added(state, bytes, at));
}

/** A number below `limit`, as the kernel makes it of a hash: its share of all hashes. */
export function scaledBelow(hash: number, limit: number): number {
  return Math.floor((hash * limit) / 2 ** 32);
}

type State = readonly [number, number, number];

function added([a, b, c]: State, bytes: readonly number[], at: number): State {
  const word = (from: number) =>
    [0, 1, 2, 3].reduce((sum, byte) => sum + (bytes[from + byte] ?? 0) * 256 ** byte, 0);
  return [(a + word(at)) >>> 0, (b + word(at + 4)) >>> 0, (c + word(at + 8)) >>> 0];
}

/** One of the three less another, turned, and that other grown by the third. */
function mixed(state: State): State {
  let [a, b, c] = state;
  const turn = (x: number, y: number, shift: number) => ((x - y) ^ rotated(y, shift)) >>> 0;
  a = turn(a, c, 4);
  c = (c + b) >>> 0;
  b = turn(b, a, 6);
  a = (a + c) >>> 0;
  c = turn(c, b, 8);
  b = (b + a) >>> 0;
  a = turn(a, c, 16);
  c = (c + b) >>> 0;
  b = turn(b, a, 19);
  a = (a + c) >>> 0;
  c = turn(c, b, 4);
  b = (b + a) >>> 0;
  return [a, b, c];
}

function final(state: State): number {
  let [a, b, c] = state;
  const turn = (x: number, y: number, shift: number) => ((x ^ y) - rotated(y, shift)) >>> 0;
  c = turn(c, b, 14);
  a = turn(a, c, 11);
  b = turn(b, a, 25);
  c = turn(c, b, 16);
  a = turn(a, c, 4);
  b = turn(b, a, 14);
  return turn(c, b, 24);
}

function rotated(value: number, shift: number): number {
  return ((value << shift) | (value >>> (32 - shift))) >>> 0;
}
