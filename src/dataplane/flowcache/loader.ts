/** The compiled programs, made ready for one router: with its maps and its namespace's number. */
import type { BpfThread } from './bpfThread.ts';
import { PROGRAMS, type ProgramName, SOURCE_SHA256 } from './programs.ts';

export interface Maps {
  readonly flows: number;
  readonly slots: number;
}

/** Programs of ours, of whatever version. */
export const OUR_NAMES = /^(port|fab|hop)_(in|out)_[0-9a-f]{6}$/;
/** Source of bits that say that the instruction before them names a map by its descriptor. */
const MAP_BY_DESCRIPTOR = 1;
const INSTRUCTION_BYTES = 8;

/** As the kernel shows it; the version is part of it. */
export function kernelName(program: ProgramName): string {
  return `${program}_${SOURCE_SHA256.slice(0, 6)}`;
}

/** @returns a descriptor, for the caller to close */
export function load(
  bpf: BpfThread,
  program: ProgramName,
  maps: Maps,
  namespaceNumber: number,
): Promise<number> {
  const code = linked(program, maps, namespaceNumber);
  // The licence: flowCache.bpf.c says why.
  return bpf.call('loadProgram', { name: kernelName(program), code, license: 'GPL' });
}

export function linked(program: ProgramName, fds: Maps, namespaceNumber: number): Uint8Array {
  const { code, maps, namespaces } = PROGRAMS[program];
  const bytes = Buffer.from(code, 'base64');
  for (const { instruction, map } of maps) {
    const at = instruction * INSTRUCTION_BYTES;
    bytes.writeUInt8((bytes.readUInt8(at + 1) & 0x0f) | (MAP_BY_DESCRIPTOR << 4), at + 1);
    bytes.writeInt32LE(fds[map], at + 4);
  }
  for (const instruction of namespaces)
    bytes.writeUInt32LE(namespaceNumber >>> 0, instruction * INSTRUCTION_BYTES + 4);
  return bytes;
}
