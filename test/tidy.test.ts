/** Keeps the shape of the code: which folder may know which, no cycles, names that say something, short files. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/**
 * Folder to the folders that it may import. Five arrows must never appear: api → reconcile, reconcile →
 * dataplane, dataplane → state, compile → state (values), policy → resources.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  wire: ['base'],
  policy: ['base'],
  resources: ['base'],
  program: ['base'],
  state: ['base', 'resources'],
  api: ['base', 'wire', 'policy', 'resources', 'state'],
  reconcile: ['base', 'resources', 'state'],
  verification: ['base', 'resources', 'state'],
  compile: ['base', 'resources', 'program', 'state'],
  link: ['base', 'program'],
  dataplane: ['base', 'program', 'link'],
  // Walks resources, and lets the trace of what compile makes of them be the judge.
  reachability: ['base', 'resources', 'state', 'program', 'compile'],
  observe: ['base', 'resources', 'state', 'program', 'compile', 'link', 'reconcile'],
  inspect: ['base', 'wire', 'resources', 'state', 'program', 'reachability', 'dataplane'],
  cli: ['base', 'state', 'inspect', 'link', 'dataplane', 'main.ts'],
};
/** Arrows for types only: the importer knows the shape, not the thing. */
const TYPES_ONLY: ReadonlySet<string> = new Set(['compile → state']);
/** The last word of a file's or folder's name. (AWS's own `CommonParameters` says what it is.) */
const VAGUE_NAME = /(utils?|helpers?|common|manager|misc)(\.test)?(\/|\.\w+$)/i;
const MAX_LINES = 300;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = sourceFiles(SRC);
const sources = files.filter((file) => !isTest(file));
const imports = sources.flatMap(importsOf);

test('imports follow the arrows of the architecture', () => {
  const wrong = imports
    .filter(({ from }) => folderOf(from) !== 'main.ts')
    .filter((one) => !isAllowed(one))
    .map(
      ({ from, to }) => `${from} may not import ${to}: ${folderOf(from)} → ${folderOf(to)} is not an arrow`,
    );
  expect(wrong).toEqual([]);
});

test('no source file imports itself by way of others', () => {
  const next = new Map(files.map((file) => [file, [] as string[]]));
  for (const { from, to } of imports) next.get(from)?.push(to);
  const cycles = sources.flatMap((file) => cycleThrough(file, next) ?? []);
  expect(cycles).toEqual([]);
});

test('every source file opens with what it is', () => {
  const silent = sources.filter((file) => !/^(#!.*\n)?\/(\*\*|\/)/.test(read(file)));
  expect(silent).toEqual([]);
});

test('names say something', () => {
  expect(files.filter((file) => VAGUE_NAME.test(file))).toEqual([]);
});

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const long = sources.map((file) => ({ file, lines: read(file).split('\n').length }));
  expect(long.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
});

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [a, b] = [folderOf(from), folderOf(to)];
  if (a === b) return true;
  const folders = MAY_IMPORT[a];
  return folders?.includes(b) === true && (typeOnly || !TYPES_ONLY.has(`${a} → ${b}`));
}

function importsOf(file: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gm;
  return Array.from(read(file).matchAll(pattern), ([, type, target = '']) => ({
    from: file,
    to: relative(SRC, resolve(SRC, dirname(file), target)),
    typeOnly: type !== undefined,
  }));
}

/** A shortest way from the file back to itself, told once (by its first name in order). */
function cycleThrough(file: string, next: ReadonlyMap<string, readonly string[]>): string | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [file];
  for (const at of queue) {
    for (const to of next.get(at) ?? []) {
      if (to === file) return told([...wayTo(at, cameFrom), file]);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = cameFrom.get(end); at !== undefined; at = cameFrom.get(at)) {
    way.unshift(at);
    if (!cameFrom.has(at)) break;
  }
  return way;
}

function told(way: readonly string[]): string | undefined {
  const first = [...way].sort()[0];
  return way[0] === first ? way.join(' → ') : undefined;
}

/** `state`, or `main.ts` for a file of src itself. */
function folderOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || /(^|\/)test[A-Z]\w*\.ts$/.test(file);
}

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => relative(root, join(root, file)))
    .sort();
}

function read(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}
