/**
 * Access key ids as AWS forms them today: four letters and sixteen digits of base 32, which are a set bit, the
 * account's number in 40 bits and 39 random bits. So an account can be read from a key that nobody has stored.
 */
import type { AccountId } from './identity.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const RANDOM_BITS = 39n;
const ACCOUNT_BITS = 40n;

/** What ids need of randomness. */
interface Draw {
  text(length: number, alphabet: string): string;
}

/** `AKIA` for lasting keys, `ASIA` for temporary ones. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', accountId: AccountId, random: Draw): string {
  const chance = BigInt(`0b${random.text(Number(RANDOM_BITS), '01')}`);
  const account = (1n << ACCOUNT_BITS) | BigInt(accountId);
  return prefix + digitsOf((account << RANDOM_BITS) | chance, 16);
}

/** The account of a key of that form; undefined for any other text. */
export function accountInKeyId(accessKeyId: string): AccountId | undefined {
  if (!/^A[KS]IA[Q-Z2-7][A-Z2-7]{15}$/.test(accessKeyId)) return undefined;
  const account = accountToldByKeyId(accessKeyId);
  return account?.length === 12 ? account : undefined;
}

/** Lengths of base 32, by eights, that stand for whole bytes. */
const WHOLE = [0, 2, 4, 5, 7];

/** What AWS tells as the account of a key that it may never have made: of any length, and with a 0 that counts as A. */
export function accountToldByKeyId(accessKeyId: string): string | undefined {
  const [, written = ''] = /^A[KS]IA([A-Z02-7]{12,})$/.exec(accessKeyId) ?? [];
  const digits = written.replaceAll('0', 'A');
  if (!/^[Q-Z2-7]/.test(digits) || !WHOLE.includes(digits.length % 8)) return undefined;
  const bits = BigInt(5 * digits.length) - ACCOUNT_BITS - 1n;
  const account = (numberOf(digits) >> bits) & ((1n << ACCOUNT_BITS) - 1n);
  return String(account).padStart(12, '0');
}

function digitsOf(value: bigint, length: number): string {
  return Array.from({ length }, (_, i) => DIGITS[Number((value >> BigInt(5 * (length - 1 - i))) & 31n)]).join(
    '',
  );
}

function numberOf(digits: string): bigint {
  return Array.from(digits).reduce((value, digit) => value * 32n + BigInt(DIGITS.indexOf(digit)), 0n);
}
