/** Single values as text, in both directions; the same in all query protocols. */
import { assert } from '../base/assert.ts';
import type { ScalarKind } from './schemaKind.ts';
import { isXmlText } from './xml.ts';

/** The value of a text, or undefined where the text is none of that kind. */
export const scalarReaders: Readonly<Record<ScalarKind, (text: string) => unknown>> = {
  string: readString,
  boolean: readBoolean,
  integer: readInteger,
  number: readNumber,
  timestamp: readTimestamp,
  blob: readBlob,
};

/** Text of a value, not yet escaped. */
export const scalarWriters: Readonly<Record<ScalarKind, (value: unknown) => string>> = {
  string: String,
  boolean: String,
  integer: writeNumber,
  number: writeNumber,
  timestamp: writeTimestamp,
  blob: writeBlob,
};

/** How an error message names the kind. */
export const kindWords: Readonly<Record<ScalarKind, string>> = {
  string: 'text without control characters',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  timestamp: 'a timestamp in ISO 8601 form',
  blob: 'base64-encoded data',
};

/** What no answer could show again is not taken either. */
function readString(text: string): string | undefined {
  return isXmlText(text) ? text : undefined;
}

function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

function readInteger(text: string): number | undefined {
  const value = Number(text);
  return /^[+-]?\d{1,19}$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

function readNumber(text: string): number | undefined {
  if (!/^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function readTimestamp(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return undefined;
  // A time without a zone is UTC to AWS but local time to Date.
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function readBlob(text: string): Uint8Array | undefined {
  const unbroken = text.replace(/[\r\n]/g, '');
  if (unbroken.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(unbroken)) return undefined;
  return new Uint8Array(Buffer.from(unbroken, 'base64'));
}

function writeNumber(value: unknown): string {
  assert(typeof value === 'number' && Number.isFinite(value), 'an answer carries finite numbers only');
  return String(value);
}

function writeTimestamp(value: unknown): string {
  assert(value instanceof Date, 'an answer carries timestamps as Date');
  return value.toISOString();
}

function writeBlob(value: unknown): string {
  assert(value instanceof Uint8Array, 'an answer carries binary data as Uint8Array');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}
