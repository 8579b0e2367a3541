/** What the programs and the agent agree on: the maps, and the code that is checked in. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  cutValue,
  FLOWS_MAP,
  flowClock,
  flowOf,
  heldValue,
  peerKey,
  releasedValue,
  SLOTS_MAP,
  secondsBetween,
} from './layout.ts';
import { kernelName, linked, OUR_NAMES } from './loader.ts';
import { PROGRAMS, type ProgramName, SOURCE_SHA256 } from './programs.ts';

/** 10.0.0.10:40000 to 10.0.0.30:80, sent on as 240.0.128.1:40000 to 10.0.0.10:8080. */
const KEY = Buffer.from('0100f0f0 07000000 0a00000a 0a00001e 9c40 0050'.replaceAll(' ', ''), 'hex');
const VALUE = Buffer.from(
  [
    'f0008001 0a00000a 9c40 1f90 02000000 05000300 0000 0000',
    '020000000010 020000000001 02 00 1000 00000000 34210000',
    '0200f0f0 09000000 0a00000a f0008001 1f90 9c40',
    'f0008001 f0004001 40000000 0300000000000000 0001000000000000',
  ]
    .join('')
    .replaceAll(' ', ''),
  'hex',
);

test('the checked-in programs were compiled from the checked-in source (node scripts/compileFlowCache.mjs)', () => {
  const source = readFileSync(new URL('./flowCache.bpf.c', import.meta.url));
  expect(createHash('sha256').update(source).digest('hex')).toBe(SOURCE_SHA256);
});

test('a flow is read as the programs write it', () => {
  expect([KEY.length, VALUE.length]).toEqual([FLOWS_MAP.keyBytes, FLOWS_MAP.valueBytes]);
  expect(flowOf(KEY, VALUE)).toEqual({
    namespace: 0xf0f00001,
    ifindex: 7,
    sourceAddress: 0x0a00000a,
    sourcePort: 40_000,
    destinationAddress: 0x0a00001e,
    destinationPort: 80,
    sent: { sourceAddress: 0xf0008001, destinationAddress: 0x0a00000a, destinationPort: 8080 },
    isTranslated: true,
    hop: 2,
    fabricHop: 3,
    lastHop: 5,
    peerNamespace: 0xf0f00002,
    isCut: false,
    isHeld: false,
    isReset: true,
    fabricSource: 0xf0008001,
    fabricNode: 0xf0004001,
    lastUsed: 64,
    packets: 3n,
    bytes: 256n,
  });
});

test('cutting, holding and releasing change one byte, and the other direction is found by its key', () => {
  const [cut, held] = [cutValue(VALUE), heldValue(VALUE)];
  expect(flowOf(KEY, cut)).toMatchObject({ isCut: true, isHeld: false });
  expect(flowOf(KEY, held)).toMatchObject({ isCut: false, isHeld: true });
  for (const changed of [cut, held])
    expect([...changed.keys()].filter((at) => changed[at] !== VALUE[at])).toEqual([37]);
  expect(Buffer.from(releasedValue(held))).toEqual(VALUE);
  expect(Buffer.from(peerKey(VALUE)).readUInt32LE(0)).toBe(0xf0f00002);
});

test('the programs’ clock counts in units of 2^30 ns', () => {
  expect(flowClock(2n ** 30n * 100n + 5n)).toBe(100);
  expect(secondsBetween(100, 200)).toBeCloseTo(107.37, 2);
});

test.each(Object.keys(PROGRAMS) as ProgramName[])('%s gets its maps and its namespace’s number', (name) => {
  const code = Buffer.from(linked(name, { flows: 77, slots: 78 }, 0xf0000001));
  for (const { instruction, map } of PROGRAMS[name].maps) {
    expect(code[instruction * 8]).toBe(0x18); // a 64-bit constant …
    expect((code[instruction * 8 + 1] ?? 0) >> 4).toBe(1); // … that is a map
    expect(code.readInt32LE(instruction * 8 + 4)).toBe(map === 'flows' ? 77 : 78);
  }
  for (const instruction of PROGRAMS[name].namespaces)
    expect(code.readUInt32LE(instruction * 8 + 4)).toBe(0xf0000001);
  expect(PROGRAMS[name].namespaces.length > 0).toBe(name !== 'hop_in');
});

test('names fit the kernel’s 15 characters', () => {
  const names = [
    FLOWS_MAP.name,
    SLOTS_MAP.name,
    ...Object.keys(PROGRAMS).map((name) => kernelName(name as ProgramName)),
  ];
  for (const name of names) expect(name.length).toBeLessThanOrEqual(15);
  for (const name of names.slice(2)) expect(name).toMatch(OUR_NAMES);
});
