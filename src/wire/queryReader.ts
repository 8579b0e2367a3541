/**
 * Reads an operation's input from a form tree, by the operation's schema.
 *
 * Each struct's schema is compiled once into a function; the walk over schemas and traits is not repeated per
 * request. What a dialect (EC2 Query, AWS Query) does differently is in its QueryDialect.
 */
import type { AwsError } from '../base/awsError.ts';
import { anyName, type FormNode } from './formTree.ts';
import { kindWords, scalarReaders } from './scalar.ts';
import {
  isFlattened,
  kindOf,
  nameTrait,
  requiredMembers,
  type ScalarKind,
  type Schema,
  structIdentity,
} from './schemaKind.ts';

export interface QueryDialect {
  /** Whether lists are written `Name.1` (EC2) or `Name.member.1`. */
  readonly listsAreFlat: boolean;
  /** The name of a struct's member in the form. */
  memberName(member: Schema, name: string): string;
  unknownParameter(name: string): AwsError;
  /** @param expected words for what was expected, such as `a number` */
  illTyped(name: string, value: string, expected: string): AwsError;
  /** @param name the name that is missing, without what it lies under; @param member as the SDK names it */
  missing(name: string, member: string): AwsError;
}

/** The value of a node; throws the dialect's AwsError. */
export type Reader = (node: FormNode) => unknown;

/** Indexes are positions to sort by, never sizes to allocate; the bound only keeps them sane. */
const LARGEST_INDEX = 100_000;

/** Compiles schemas for one dialect, each struct once. */
export function readersFor(dialect: QueryDialect): (schema: Schema) => Reader {
  const structs = new WeakMap<object, Reader>();
  const compile = (schema: Schema): Reader => {
    const kind = kindOf(schema);
    if (kind === 'struct') return structOnce(schema);
    if (kind === 'list') return listReader(dialect, schema, compile);
    if (kind === 'map') return mapReader(dialect, schema, compile);
    return kind === 'unit' ? structReader(dialect, new Map(), []) : scalarReader(dialect, kind);
  };
  const structOnce = (schema: Schema): Reader => {
    const known = structs.get(structIdentity(schema));
    if (known) return known;
    const members = membersOf(dialect, schema, compile);
    const read = structReader(dialect, members, requiredOf(schema, members));
    structs.set(structIdentity(schema), read);
    return read;
  };
  return compile;
}

interface MemberReader {
  readonly name: string;
  readonly read: Reader;
}

interface RequiredMember {
  readonly name: string;
  readonly wireName: string;
}

/** Members are compiled at their first use: shapes may contain themselves. */
function membersOf(dialect: QueryDialect, struct: Schema, compile: (schema: Schema) => Reader) {
  const members = new Map<string, MemberReader>();
  for (const [name, member] of struct.structIterator()) {
    let compiled: Reader | undefined;
    const read: Reader = (node) => {
      compiled ??= compile(member);
      return compiled(node);
    };
    members.set(dialect.memberName(member, name), { name, read });
  }
  return members;
}

function requiredOf(struct: Schema, members: ReadonlyMap<string, MemberReader>): RequiredMember[] {
  const required = new Set(requiredMembers(struct));
  return Array.from(members, ([wireName, { name }]) => ({ wireName, name })).filter(({ name }) =>
    required.has(name),
  );
}

function structReader(
  dialect: QueryDialect,
  members: ReadonlyMap<string, MemberReader>,
  required: readonly RequiredMember[],
): Reader {
  return (node) => {
    if (node.value !== undefined) throw dialect.unknownParameter(node.path);
    const struct: Record<string, unknown> = {};
    for (const [wireName, child] of node.children ?? []) {
      const member = members.get(wireName);
      if (!member) throw dialect.unknownParameter(anyName(child));
      struct[member.name] = member.read(child);
    }
    for (const { name, wireName } of required) {
      if (struct[name] === undefined) throw dialect.missing(wireName, name);
    }
    return struct;
  };
}

function scalarReader(dialect: QueryDialect, kind: ScalarKind): Reader {
  const read = scalarReaders[kind];
  return (node) => {
    if (node.value === undefined || node.children) throw dialect.unknownParameter(childName(node));
    const value = read(node.value);
    if (value === undefined) throw dialect.illTyped(node.path, node.value, kindWords[kind]);
    return value;
  };
}

function listReader(dialect: QueryDialect, schema: Schema, compile: (schema: Schema) => Reader): Reader {
  const item = schema.getValueSchema();
  const readItem = compile(item);
  const itemName = nameTrait(item, 'xmlName') ?? 'member';
  const flat = dialect.listsAreFlat || isFlattened(schema);
  return (node) => {
    if (isEmptyList(node, flat)) return [];
    return itemsOf(dialect, node, flat ? undefined : itemName).map(readItem);
  };
}

function mapReader(dialect: QueryDialect, schema: Schema, compile: (schema: Schema) => Reader): Reader {
  const keyName = nameTrait(schema.getKeySchema(), 'xmlName') ?? 'key';
  const valueName = nameTrait(schema.getValueSchema(), 'xmlName') ?? 'value';
  const entry = structReader(
    dialect,
    new Map([
      [keyName, { name: 'key', read: compile(schema.getKeySchema()) }],
      [valueName, { name: 'value', read: compile(schema.getValueSchema()) }],
    ]),
    [{ name: 'key', wireName: keyName }],
  );
  const flat = isFlattened(schema);
  return (node) => {
    if (isEmptyList(node, flat)) return {};
    const entries = itemsOf(dialect, node, flat ? undefined : 'entry').map(entry);
    return Object.fromEntries(entries.map((each) => [(each as Entry).key, (each as Entry).value]));
  };
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

/** AWS Query writes an empty list as `Name=`; EC2 Query has no way to write one. */
function isEmptyList(node: FormNode, flat: boolean): boolean {
  return !flat && node.value === '' && node.children === undefined;
}

/** The nodes of a list in the order of their indexes; gaps are closed, as AWS does. */
function itemsOf(dialect: QueryDialect, node: FormNode, itemName: string | undefined): FormNode[] {
  if (node.value !== undefined) throw dialect.unknownParameter(node.path);
  const holder = itemName === undefined ? node : onlyChild(dialect, node, itemName);
  if (holder.value !== undefined) throw dialect.unknownParameter(holder.path);
  return Array.from(holder.children ?? [], ([part, child]) => ({
    index: indexOf(dialect, part, child),
    child,
  }))
    .sort((a, b) => a.index - b.index)
    .map(({ child }) => child);
}

function onlyChild(dialect: QueryDialect, node: FormNode, name: string): FormNode {
  for (const [part, child] of node.children ?? []) {
    if (part !== name) throw dialect.unknownParameter(anyName(child));
  }
  const child = node.children?.get(name);
  if (!child) throw dialect.unknownParameter(node.path);
  return child;
}

function indexOf(dialect: QueryDialect, part: string, child: FormNode): number {
  if (!/^[1-9]\d*$/.test(part)) throw dialect.unknownParameter(anyName(child));
  const index = Number(part);
  if (index > LARGEST_INDEX) throw dialect.illTyped(child.path, part, `an index up to ${LARGEST_INDEX}`);
  return index;
}

function childName(node: FormNode): string {
  const child = node.children?.values().next().value;
  return child ? anyName(child) : node.path;
}
