/** Access key ids tell their account. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { accountInKeyId, accountToldByKeyId, newAccessKeyId } from './accessKeyId.ts';

test('the account is read back from any key made for it', () => {
  const account = fc.integer({ min: 0, max: 999_999_999_999 }).map((n) => String(n).padStart(12, '0'));
  fc.assert(
    fc.property(account, fc.integer(), fc.constantFrom('AKIA', 'ASIA'), (accountId, seed, prefix) => {
      const id = newAccessKeyId(prefix as 'AKIA', accountId, seededRandom(seed));
      expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/);
      expect(accountInKeyId(id)).toBe(accountId);
    }),
  );
});

test("a key that AWS publishes as an example tells AWS's account", () => {
  // The reading of such keys is known from the field: ASIAY34FZKBOKMUTVV7A is of account 609629065308.
  expect(accountInKeyId('ASIAY34FZKBOKMUTVV7A')).toBe('609629065308');
});

test.each(['111122223333', 'AKIAIOSFODNN7EXAMPLE', 'test', 'AKIAQ', 'AKIA7777777777777777'])(
  '%s tells none',
  (id) => expect(accountInKeyId(id)).toBeUndefined(),
);

test.each([
  ['AKIA7777777777777777', '1099511627775'],
  ['AKIAZZZZZZZ0ZZZZZZZZ', '673894223425'],
  ['AKIAQAAAAAAAAAAA', '000000000000'],
  ['AKIAQAAAAAAAAAAAAAAAAAAAB', '000000000000'],
  ['AKIAQAAAAAAAAAAAAAAAAAAABB', undefined],
  ['AKIAPAAAAAAAAAAAAAAA', undefined],
  ['AKIA0123456789ABCDEF', undefined],
])('of the key %s AWS tells the account %s', (id, account) => expect(accountToldByKeyId(id)).toBe(account));
