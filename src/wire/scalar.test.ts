import { expect, test } from 'vitest';
import { scalarReaders, scalarWriters } from './scalar.ts';

test.each([
  ['boolean', 'true', true],
  ['boolean', 'False', false],
  ['boolean', 'yes', undefined],
  ['string', 'line\r\n\ttab 漢字 🛰️', 'line\r\n\ttab 漢字 🛰️'],
  ['string', 'nul\u0000', undefined],
  ['string', 'bell\u0007', undefined],
  ['string', 'not a character\uffff', undefined],
  ['integer', '-12', -12],
  ['integer', '+12', 12],
  ['integer', '80.5', undefined],
  ['integer', '80.0', undefined],
  ['integer', '1e2', undefined],
  ['integer', '99999999999999999999', undefined],
  ['integer', '9999999999999999999', undefined],
  ['number', '-12', -12],
  ['number', '1.5e3', 1500],
  ['number', '', undefined],
  ['number', ' 1', undefined],
  ['number', '0x10', undefined],
  ['number', 'Infinity', undefined],
  ['number', '1e999', undefined],
  ['timestamp', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:00Z')],
  ['timestamp', '2020-01-01T02:00:00.250+02:00', new Date('2020-01-01T00:00:00.250Z')],
  ['timestamp', '2020-01-01T00:00:00', new Date('2020-01-01T00:00:00Z')],
  ['timestamp', '2020-01-01', new Date('2020-01-01T00:00:00Z')],
  ['timestamp', '2020-13-01T00:00:00Z', undefined],
  ['timestamp', 'yesterday', undefined],
  ['blob', 'AQID', new Uint8Array([1, 2, 3])],
  ['blob', 'AQI', undefined],
  ['blob', 'A*ID', undefined],
] as const)('%s %j is read as %j', (kind, text, value) => {
  expect(scalarReaders[kind](text)).toEqual(value);
});

test('timestamps are written with milliseconds, binary data in base64', () => {
  expect(scalarWriters.timestamp(new Date('2020-01-01T00:00:00Z'))).toBe('2020-01-01T00:00:00.000Z');
  expect(scalarWriters.blob(new Uint8Array([1, 2, 3]))).toBe('AQID');
});

test('an answer of the wrong type is our mistake', () => {
  expect(() => scalarWriters.timestamp('2020-01-01')).toThrow(/Date/);
  expect(() => scalarWriters.number(Number.NaN)).toThrow(/finite/);
});
