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
    const content = contentWriter(schema);
    return (name, value) => element(name, content(value as object));
  }
  const text = scalarWriters[kind];
  // What is no string has no character to escape.
  if (kind !== 'string') return (name, value) => `<${name}>${text(value)}</${name}>`;
  return (name, value) => `<${name}>${escapeXml(text(value))}</${name}>`;
}

function listWriter(schema: Schema): Writer {
  const item = schema.getValueSchema();
  const itemName = nameTrait(item, 'xmlName') ?? 'member';
  const writeItem = writerOf(item);
  if (isFlattened(schema)) return (name, value) => everyItem(value, name, writeItem);
  return (name, value) => element(name, everyItem(value, itemName, writeItem));
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
