import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byTable, crc32 } from './crc32.ts';

test("is the standard's check value for its check text", () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(byTable(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('is the same by table and by Node', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === byTable(bytes)));
});
