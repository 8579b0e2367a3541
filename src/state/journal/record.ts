/**
 * A record of a journal: a header of eighteen bytes, then text.
 *
 *   000001a4 9c3f02d7\n      length and CRC-32 of the text, in hexadecimal digits
 *   ["vpcs",{"id":"vpc-…",…}]\n
 *   ["subnets","subnet-…"]\n
 *
 * Each line is a row that was put, or the id of one that was removed. A record is there as a whole or not at all:
 * one that was not written to its end does not have its sum.
 */
import { crc32 } from '../../base/crc32.ts';
import type { Change } from '../store.ts';

export const HEADER_BYTES = 18;

const HEADER = /^([0-9a-f]{8}) ([0-9a-f]{8})\n$/;

export interface Header {
  readonly length: number;
  readonly crc: number;
}

export function lineOf({ table, id, row }: Change): string {
  return row ? `["${table}",${JSON.stringify(row)}]\n` : `["${table}",${JSON.stringify(id)}]\n`;
}

export function changesIn(text: string): Change[] {
  const lines = JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`) as [
    string,
    Change['row'] | string,
  ][];
  return lines.map(([table, what]) =>
    typeof what === 'string' ? { table, id: what, row: undefined } : { table, id: what?.id ?? '', row: what },
  );
}

/** Writes the header of the `length` bytes that follow it in `bytes` already. */
export function writeHeader(bytes: Buffer, length: number): void {
  const crc = crc32(bytes.subarray(HEADER_BYTES, HEADER_BYTES + length));
  bytes.write(`${hex(length)} ${hex(crc)}\n`, 0, 'latin1');
}

/** Undefined for what is no header. */
export function readHeader(bytes: Buffer): Header | undefined {
  const match = HEADER.exec(bytes.toString('latin1', 0, HEADER_BYTES));
  if (!match) return undefined;
  const [, length = '', crc = ''] = match;
  return { length: Number.parseInt(length, 16), crc: Number.parseInt(crc, 16) };
}

export function isWhole({ length, crc }: Header, text: Uint8Array): boolean {
  return text.length === length && crc32(text) === crc;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
