/**
 * Writes an operation's output as XML, by the operation's schema; the same for EC2 Query and AWS Query, whose
 * names differ only in the schemas' `xmlName` traits. Each struct's schema is compiled once.
 */
import { scalarWriters } from './scalar.ts';
import { isFlattened, kindOf, nameTrait, type Schema, structIdentity } from './schemaKind.ts';
import { element, escapeXml } from './xml.ts';

/** The element (or elements, of a flattened list) for a value. */
type Writer = (name: string, value: unknown) => string;
/** What lies inside a struct's element. */
export type ContentWriter = (struct: object) => string;

const contents = new WeakMap<object, ContentWriter>();

/** Members that are undefined or null are left out; empty lists are empty elements. */
export function contentWriter(schema: Schema): ContentWriter {
  if (kindOf(schema) !== 'struct') return () => '';
  const known = contents.get(structIdentity(schema));
  if (known) return known;
  const members = membersOf(schema);
  const write: ContentWriter = (struct) => {
    let xml = '';
    for (const member of members) {
      const value = (struct as Record<string, unknown>)[member.name];
      if (value !== undefined && value !== null) xml += member.write(value);
    }
    return xml;
  };
  contents.set(structIdentity(schema), write);
  return write;
}

/** Members are compiled at their first use: shapes may contain themselves. */
function membersOf(struct: Schema) {
  return Array.from(struct.structIterator(), ([name, member]) => {
    const tag = nameTrait(member, 'xmlName') ?? name;
    let compiled: Writer | undefined;
    const write = (value: unknown) => {
      compiled ??= writerOf(member);
      return compiled(tag, value);
    };
    return { name, write };
  });
}

function writerOf(schema: Schema): Writer {
  const kind = kindOf(schema);
  if (kind === 'list') return listWriter(schema);
  if (kind === 'map') return mapWriter(schema);
  if (kind === 'struct' || kind === 'unit') {
    const content = onceIfFrozen(contentWriter(schema));
    return (name, value) => element(name, content(value as object));
  }
  const text = scalarWriters[kind];
  return (name, value) => `<${name}>${escapeXml(text(value))}</${name}>`;
}

/** A frozen struct stays as it is, so it is written once. Whoever freezes one answers for what is in it. */
function onceIfFrozen(write: ContentWriter): ContentWriter {
  const written = new WeakMap<object, string>();
  return (struct) => {
    if (!Object.isFrozen(struct)) return write(struct);
    const known = written.get(struct);
    if (known !== undefined) return known;
    const xml = inOnePiece(write(struct));
    written.set(struct, xml);
    return xml;
  };
}

/** A text that was added up is a chain of its parts until it is searched. */
function inOnePiece(text: string): string {
  /^/.test(text);
  return text;
}

function listWriter(schema: Schema): Writer {
  const item = schema.getValueSchema();
  const itemName = nameTrait(item, 'xmlName') ?? 'member';
  const writeItem = writerOf(item);
  if (isFlattened(schema)) return (name, value) => everyItem(value, name, writeItem);
  const write = lastLongList((list) => everyItem(list, itemName, writeItem));
  return (name, value) => element(name, write(value as readonly unknown[]));
}

const LONG_LIST = 32;
/** AWS's largest page: longer lists are not worth their memory. */
const LONGEST_LIST = 1_000;

/** A long list of the very structs that the last one had, all frozen, has its text. */
function lastLongList(write: (list: readonly unknown[]) => string): (list: readonly unknown[]) => string {
  let last: readonly unknown[] = [];
  let text = '';
  return (list) => {
    if (list.length < LONG_LIST || list.length > LONGEST_LIST) return write(list);
    if (isSame(list, last)) return text;
    const written = write(list);
    if (!list.every((item) => typeof item === 'object' && Object.isFrozen(item))) return written;
    last = list;
    text = inOnePiece(written);
    return text;
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function everyItem(list: unknown, name: string, write: Writer): string {
  let xml = '';
  for (const item of list as readonly unknown[]) xml += write(name, item);
  return xml;
}

function mapWriter(schema: Schema): Writer {
  const keyName = nameTrait(schema.getKeySchema(), 'xmlName') ?? 'key';
  const valueName = nameTrait(schema.getValueSchema(), 'xmlName') ?? 'value';
  const writeValue = writerOf(schema.getValueSchema());
  const entries = (name: string, value: unknown) =>
    Object.entries(value as object)
      .map(([key, each]) => element(name, element(keyName, escapeXml(key)) + writeValue(valueName, each)))
      .join('');
  if (isFlattened(schema)) return entries;
  return (name, value) => element(name, entries('entry', value));
}
