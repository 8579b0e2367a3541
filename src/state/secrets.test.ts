import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemRandom } from '../base/random.ts';
import { ensureAccessKeys, ensureOperatorToken } from './secrets.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('the first start makes one random root key, readable by its owner only, and keeps it', () => {
  const { path, keys } = ensureAccessKeys(directory, systemRandom);
  expect(keys).toHaveLength(1);
  expect(keys[0]?.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(ensureAccessKeys(directory, systemRandom).keys).toEqual(keys);
});

test.each(['{', '{}', '[{}]', '[null]', '[{"accessKeyId":"a","secretAccessKey":"b","accountId":"1"}]'])(
  'a file that says %s is refused with what it should be',
  (text) => {
    writeFileSync(join(directory, 'credentials.json'), text);
    expect(() => ensureAccessKeys(directory, systemRandom)).toThrow('should be a JSON list of');
  },
);

test("the operator's token is made once, readable by its owner only", () => {
  const token = ensureOperatorToken(directory, systemRandom);
  expect(token).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(statSync(join(directory, 'operator-token')).mode & 0o777).toBe(0o600);
  expect(ensureOperatorToken(directory, systemRandom)).toBe(token);
});
