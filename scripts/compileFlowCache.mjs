/**
 * Compiles the flow cache's programs into src/dataplane/flowcache/programs.ts, for who changes them: needs clang, its
 * BPF target and libbpf's headers (Debian: clang libbpf-dev). Nothing of that is needed to run Postern.
 *
 *   node scripts/compileFlowCache.mjs
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/dataplane/flowcache/', import.meta.url));
const sourceFile = join(folder, 'flowCache.bpf.c');
/** The number in the source that stands for the namespace's. */
const NAMESPACE_MARK = 0x7e57ab1e;
const FUNCTION = 2;
const SYMBOL_TABLE = 2;
const RELOCATIONS = 9;

writeFileSync(join(folder, 'programs.ts'), generated(readFileSync(sourceFile), programsOf(compiled())));

function compiled() {
  const directory = mkdtempSync(join(tmpdir(), 'flow-cache-'));
  try {
    const object = join(directory, 'flowCache.o');
    const include = '/usr/include/x86_64-linux-gnu';
    const flags = ['-O2', '-Wall', '-Werror', '-target', 'bpfel', '-mcpu=v3', `-I${include}`];
    execFileSync(process.env.CLANG ?? 'clang-14', [...flags, '-c', sourceFile, '-o', object], {
      stdio: 'inherit',
    });
    return readFileSync(object);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Each function of the section `tc`: its instructions, and which of them name a map or the namespace. */
function programsOf(elf) {
  const sections = sectionsOf(elf);
  const symbols = symbolsOf(elf, sections);
  const code = sections.find(({ name }) => name === 'tc');
  const relocations = relocationsOf(elf, sections, symbols, code);
  return symbols
    .filter(({ kind, section }) => kind === FUNCTION && section === code.index)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, value, size }) => {
      const bytes = elf.subarray(code.at + value, code.at + value + size);
      const own = relocations.filter(({ at }) => at >= value && at < value + size);
      const maps = own.map(({ at, symbol }) => ({ instruction: (at - value) / 8, map: symbol.name }));
      const marks = [...Array(size / 8).keys()].filter(
        (i) => bytes.readInt32LE(i * 8 + 4) === NAMESPACE_MARK,
      );
      return { name, code: bytes.toString('base64'), maps, namespaces: marks };
    });
}

function sectionsOf(elf) {
  const [start, count, names] = [number(elf, 0x28), elf.readUInt16LE(0x3c), elf.readUInt16LE(0x3e)];
  const sections = Array.from({ length: count }, (_, index) => {
    const at = start + index * 64;
    const word = (offset) => elf.readUInt32LE(at + offset);
    return {
      ...{ index, nameAt: word(0), type: word(4), link: word(40), info: word(44) },
      ...{ at: number(elf, at + 24), size: number(elf, at + 32) },
    };
  });
  return sections.map((section) => ({ ...section, name: text(elf, sections[names].at + section.nameAt) }));
}

function symbolsOf(elf, sections) {
  const table = sections.find(({ type }) => type === SYMBOL_TABLE);
  return Array.from({ length: table.size / 24 }, (_, index) => {
    const at = table.at + index * 24;
    return {
      name: text(elf, sections[table.link].at + elf.readUInt32LE(at)),
      kind: elf[at + 4] & 15,
      section: elf.readUInt16LE(at + 6),
      value: number(elf, at + 8),
      size: number(elf, at + 16),
    };
  });
}

function relocationsOf(elf, sections, symbols, code) {
  const table = sections.find(({ type, info }) => type === RELOCATIONS && info === code.index);
  return Array.from({ length: table.size / 16 }, (_, index) => {
    const at = table.at + index * 16;
    return { at: number(elf, at), symbol: symbols[elf.readUInt32LE(at + 12)] };
  });
}

function number(elf, at) {
  return Number(elf.readBigUInt64LE(at));
}

function text(elf, at) {
  return elf.toString('latin1', at, elf.indexOf(0, at));
}

function generated(source, programs) {
  const hash = createHash('sha256').update(source).digest('hex');
  const entries = programs.map(({ name, code, maps, namespaces }) => {
    const named = maps.map(({ instruction, map }) => `{ instruction: ${instruction}, map: '${map}' }`);
    return `  ${name}: {
    namespaces: [${namespaces.join(', ')}],
    maps: [
${named.map((each) => `      ${each},\n`).join('')}    ],
    code: [
${(code.match(/.{1,96}/g) ?? []).map((line) => `      '${line}',\n`).join('')}    ].join(''),
  },
`;
  });
  return `/** Generated from flowCache.bpf.c by scripts/compileFlowCache.mjs: not for editing. */

export interface CompiledProgram {
  /** Instructions whose number is the namespace's. */
  readonly namespaces: readonly number[];
  /** Instructions that name a map. */
  readonly maps: readonly { readonly instruction: number; readonly map: 'flows' | 'slots' }[];
  /** Instructions, little-endian, in base 64. */
  readonly code: string;
}

export type ProgramName = ${programs.map(({ name }) => `'${name}'`).join(' | ')};

/** Of the source that they were compiled from. */
export const SOURCE_SHA256 = '${hash}';

export const PROGRAMS: Readonly<Record<ProgramName, CompiledProgram>> = {
${entries.join('')}};
`;
}
