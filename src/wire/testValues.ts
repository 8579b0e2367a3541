/** Values that fit a schema, drawn from a seed: what the property tests of the protocols send around. */
import { type Random, seededRandom } from '../base/random.ts';
import { kindOf, requiredMembers, type ScalarKind, type Schema } from './schemaKind.ts';

/** Shapes may contain themselves; below this structs stay empty. */
const DEEPEST = 9;

const TEXTS = [
  'plain',
  '',
  ' leading and trailing ',
  'a&b<c>d"e\'f',
  'line\nfeed\ttab\rreturn',
  'ünïcödé 漢字 🛰️',
  '100% a+b=c&d;e/f?g#h',
  '{"Version":"2012-10-17","Statement":[]}',
  '<![CDATA[x]]>',
  '&amp;&#13;',
  '.1.2.',
  'true',
  '007',
  '__proto__',
];

/** How a value is drawn. */
export interface Drawing {
  readonly random: Random;
  /** How many of ten optional members are there. */
  readonly density: number;
}

export function drawing(seed: number, density: number): Drawing {
  return { random: seededRandom(seed), density };
}

/** A value of the schema: required members and idempotency tokens always, others by the density. */
export function drawValue(drawing: Drawing, schema: Schema, depth = 0): unknown {
  const kind = kindOf(schema);
  if (kind === 'unit') return {};
  if (kind === 'struct') return drawStruct(drawing, schema, depth);
  if (kind === 'list') return drawList(drawing, schema, depth);
  if (kind === 'map') return drawMap(drawing, schema, depth);
  return drawScalar(drawing.random, kind);
}

function drawStruct(drawing: Drawing, schema: Schema, depth: number): Record<string, unknown> {
  const required = requiredMembers(schema);
  const struct: Record<string, unknown> = {};
  if (depth > DEEPEST) return struct;
  for (const [name, member] of schema.structIterator()) {
    if (required.includes(name)) struct[name] = drawCarried(drawing, member, depth + 1);
    else if (member.isIdempotencyToken() || drawing.random.integer(10) < drawing.density)
      struct[name] = drawValue(drawing, member, depth + 1);
  }
  return struct;
}

/** A required member must leave a trace in the form: the first of a few draws that does. */
function drawCarried(drawing: Drawing, schema: Schema, depth: number): unknown {
  const full = { ...drawing, density: 10 };
  const draws = Array.from({ length: 10 }, () => drawValue(full, schema, depth));
  return draws.find((value) => carried(value, false) !== undefined) ?? draws[0];
}

function drawList(drawing: Drawing, schema: Schema, depth: number): unknown[] {
  const length = drawing.random.integer(depth > 3 ? 2 : 4);
  return Array.from({ length }, () => drawValue(drawing, schema.getValueSchema(), depth + 1));
}

function drawMap(drawing: Drawing, schema: Schema, depth: number): Record<string, unknown> {
  const length = drawing.random.integer(3);
  const entries = Array.from({ length }, (_, index) => [
    `key ${index}`,
    drawValue(drawing, schema.getValueSchema(), depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function drawScalar(random: Random, kind: ScalarKind): unknown {
  if (kind === 'boolean') return random.integer(2) === 0;
  if (kind === 'integer') return random.integer(2 ** 32) - 2 ** 31;
  if (kind === 'number') return drawNumber(random);
  if (kind === 'timestamp') return new Date(random.integer(2 ** 32) * 1000 + random.integer(1000));
  if (kind === 'blob') return Uint8Array.from({ length: random.integer(6) }, () => random.integer(256));
  return TEXTS[random.integer(TEXTS.length)];
}

function drawNumber(random: Random): number {
  const integer = random.integer(2 ** 32) - 2 ** 31;
  return [integer, random.integer(100), integer / 1000, integer * 1e-12][random.integer(4)] ?? 0;
}

/**
 * What a form can carry of a value: empty structs leave no trace, nor do empty lists in EC2 Query; items without a
 * trace leave a gap that is closed.
 */
export function carried(value: unknown, emptyListsToo: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => carried(item, emptyListsToo)).filter((item) => item !== undefined);
    if (value.length === 0) return emptyListsToo ? [] : undefined;
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array)
    return value;
  const members = Object.entries(value)
    .map(([name, member]) => [name, carried(member, emptyListsToo)])
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
