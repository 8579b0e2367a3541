// @ts-check
/**
 * bpf(2), as much of it as the flow cache needs. Every call is synchronous and belongs to the namespace of the
 * calling thread. Numbers and layouts: linux/bpf.h, which promises to keep them.
 *
 * JavaScript, since Node 20 starts no TypeScript in a worker; the build copies it as it is.
 */
import koffi from 'koffi';
import { checked, close } from '../netns/inside.mjs';

/** @type {Record<string, number>} */
const SYSTEM_CALL = { x64: 321, arm64: 280 };
const COMMAND = {
  mapCreate: 0,
  mapUpdate: 2,
  mapLookup: 1,
  mapDelete: 3,
  programLoad: 5,
  programAttach: 8,
  programDetach: 9,
  programById: 13,
  mapById: 14,
  objectFacts: 15,
  programQuery: 16,
  mapLookupBatch: 24,
};
const TYPE_SCHED_CLS = 3;
const REPLACE = 4;
/** An entry is changed where it is, or not at all. */
const EXISTING = 2;
const MAX_PROGRAMS = 64;
const NAME_BYTES = 16;

const libc = koffi.load(null);
const syscall = libc.func('long syscall(long number, long command, void *attributes, uint32_t size)');
const nameToIndex = libc.func('uint32_t if_nametoindex(const char *name)');

/** Why this machine's kind cannot; undefined where it can. */
export function whyNoBpf() {
  if (SYSTEM_CALL[process.arch] === undefined) return `bpf(2) is not known on ${process.arch}`;
  return undefined;
}

/**
 * @param {keyof typeof COMMAND} command
 * @param {Buffer} attributes
 * @param {...Buffer} reached what attributes point to: kept alive until the call has returned
 */
function bpf(command, attributes, ...reached) {
  const result = Number(syscall(SYSTEM_CALL[process.arch], COMMAND[command], attributes, attributes.length));
  if (reached.some(({ length }) => length < 0)) throw new Error('a buffer has a length');
  return checked(`bpf ${command}`, result);
}

/**
 * Attributes: 32-bit words, and buffers as 64-bit pointers, each at its offset.
 *
 * @param {number} size
 * @param {Record<number, number | Buffer | undefined>} fields
 */
function attributesOf(size, fields) {
  const attributes = Buffer.alloc(size);
  for (const [offset, value] of Object.entries(fields)) {
    if (typeof value === 'number') attributes.writeUInt32LE(value >>> 0, Number(offset));
    else if (value) attributes.writeBigUInt64LE(koffi.address(value), Number(offset));
  }
  return attributes;
}

/** @param {string} text */
function nameBytes(text) {
  const bytes = Buffer.alloc(NAME_BYTES);
  bytes.write(text, 'latin1');
  return bytes;
}

/** @param {{ type: number, keyBytes: number, valueBytes: number, entries: number, flags: number, name: string }} map */
export function createMap({ type, keyBytes, valueBytes, entries, flags, name }) {
  const attributes = attributesOf(72, { 0: type, 4: keyBytes, 8: valueBytes, 12: entries, 16: flags });
  nameBytes(name).copy(attributes, 28);
  return bpf('mapCreate', attributes);
}

/** @param {{ name: string, code: Uint8Array, license: string }} program */
export function loadProgram({ name, code, license }) {
  const instructions = Buffer.alloc(code.length);
  instructions.set(code);
  const licence = Buffer.alloc(license.length + 1);
  licence.write(license);
  const attributes = attributesOf(120, {
    0: TYPE_SCHED_CLS,
    4: code.length / 8,
    8: instructions,
    16: licence,
  });
  nameBytes(name).copy(attributes, 48);
  return bpf('programLoad', attributes, instructions, licence);
}

/** @param {string} device */
export function indexOf(device) {
  return Number(nameToIndex(device));
}

/**
 * @param {{ ifindex: number, hook: number, program: number, replaced?: number }} attachment
 */
export function attach({ ifindex, hook, program, replaced }) {
  const flags = replaced === undefined ? {} : { 12: REPLACE, 16: replaced };
  bpf('programAttach', attributesOf(32, { 0: ifindex, 4: program, 8: hook, ...flags }));
}

/** @param {{ ifindex: number, hook: number, program: number }} attachment */
export function detach({ ifindex, hook, program }) {
  bpf('programDetach', attributesOf(32, { 0: ifindex, 4: program, 8: hook }));
}

/**
 * Ids of the programs on a device's hook.
 *
 * @param {number} ifindex
 * @param {number} hook
 * @returns {number[]}
 */
export function attached(ifindex, hook) {
  const ids = Buffer.alloc(4 * MAX_PROGRAMS);
  const attributes = attributesOf(64, { 0: ifindex, 4: hook, 16: ids, 24: MAX_PROGRAMS });
  try {
    bpf('programQuery', attributes, ids);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === 'ENOENT') return [];
    throw error;
  }
  return words(ids, attributes.readUInt32LE(24));
}

/** @param {number} id */
export function programById(id) {
  return bpf('programById', attributesOf(12, { 0: id }));
}

/** @param {number} id */
export function mapById(id) {
  return bpf('mapById', attributesOf(12, { 0: id }));
}

/** @param {number} fd */
export function programFacts(fd) {
  const facts = Buffer.alloc(80);
  const mapIds = Buffer.alloc(4 * MAX_PROGRAMS);
  facts.writeUInt32LE(MAX_PROGRAMS, 52);
  facts.writeBigUInt64LE(koffi.address(mapIds), 56);
  bpf('objectFacts', attributesOf(16, { 0: fd, 4: facts.length, 8: facts }), facts, mapIds);
  return { name: nameAt(facts, 64), mapIds: words(mapIds, facts.readUInt32LE(52)) };
}

/** @param {number} fd */
export function mapFacts(fd) {
  const facts = Buffer.alloc(40);
  bpf('objectFacts', attributesOf(16, { 0: fd, 4: facts.length, 8: facts }), facts);
  return { id: facts.readUInt32LE(4), name: nameAt(facts, 24) };
}

/**
 * Some entries of a map, one after the other; `next` is where to go on, undefined at the end.
 *
 * @param {{ map: number, keyBytes: number, valueBytes: number, limit: number, from?: number }} batch
 */
export function readBatch({ map, keyBytes, valueBytes, limit, from }) {
  const [keys, values] = [Buffer.alloc(keyBytes * limit), Buffer.alloc(valueBytes * limit)];
  const [before, after] = [Buffer.alloc(4), Buffer.alloc(4)];
  if (from !== undefined) before.writeUInt32LE(from);
  const start = from === undefined ? {} : { 0: before };
  const attributes = attributesOf(56, { ...start, 8: after, 16: keys, 24: values, 32: limit, 36: map });
  let last = false;
  try {
    bpf('mapLookupBatch', attributes, keys, values, before, after);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== 'ENOENT') throw error;
    last = true;
  }
  return { count: attributes.readUInt32LE(32), keys, values, next: last ? undefined : after.readUInt32LE() };
}

/**
 * @param {number} map
 * @param {Uint8Array} key
 * @param {number} valueBytes
 */
export function lookup(map, key, valueBytes) {
  const [k, value] = [copied(key), Buffer.alloc(valueBytes)];
  return whereThere(() => {
    bpf('mapLookup', attributesOf(32, { 0: map, 8: k, 16: value }), k, value);
    return value;
  });
}

/**
 * Changes an entry; one that has gone stays gone.
 *
 * @param {number} map
 * @param {Uint8Array} key
 * @param {Uint8Array} value
 */
export function update(map, key, value) {
  const [k, v] = [copied(key), copied(value)];
  whereThere(() => bpf('mapUpdate', attributesOf(32, { 0: map, 8: k, 16: v, 24: EXISTING }), k, v));
}

/**
 * @param {number} map
 * @param {Uint8Array} key
 */
export function remove(map, key) {
  const k = copied(key);
  whereThere(() => bpf('mapDelete', attributesOf(32, { 0: map, 8: k }), k));
}

/**
 * @template T
 * @param {() => T} call
 * @returns {T | undefined}
 */
function whereThere(call) {
  try {
    return call();
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {Uint8Array} bytes */
function copied(bytes) {
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}

/**
 * @param {Buffer} buffer
 * @param {number} count
 */
function words(buffer, count) {
  return Array.from({ length: Math.min(count, MAX_PROGRAMS) }, (_, index) => buffer.readUInt32LE(index * 4));
}

/**
 * @param {Buffer} buffer
 * @param {number} at
 */
function nameAt(buffer, at) {
  return buffer.toString('latin1', at, buffer.indexOf(0, at));
}

export { close };
