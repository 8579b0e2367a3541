/** The kernel's hash of an address (Bob Jenkins' lookup3, as linux/jhash.h has it), so that a client's choice is known. */

const START = 0xdeadbeef;

/** @param bytes at most twelve, in the order of the wire */
export function jhash(bytes: readonly number[], seed: number): number {
  const initial = (START + bytes.length + seed) >>> 0;
  const word = (at: number) =>
    [0, 1, 2, 3].reduce((sum, byte) => sum + (bytes[at + byte] ?? 0) * 256 ** byte, 0);
  return final((initial + word(0)) >>> 0, (initial + word(4)) >>> 0, (initial + word(8)) >>> 0);
}

/** A number below `limit`, as the kernel makes it of a hash: its share of all hashes. */
export function scaledBelow(hash: number, limit: number): number {
  return Math.floor((hash * limit) / 2 ** 32);
}

function final(a: number, b: number, c: number): number {
  c = mixed(c, b, 14);
  a = mixed(a, c, 11);
  b = mixed(b, a, 25);
  c = mixed(c, b, 16);
  a = mixed(a, c, 4);
  b = mixed(b, a, 14);
  return mixed(c, b, 24);
}

function mixed(into: number, by: number, shift: number): number {
  return ((into ^ by) - rotated(by, shift)) >>> 0;
}

function rotated(value: number, shift: number): number {
  return ((value << shift) | (value >>> (32 - shift))) >>> 0;
}
