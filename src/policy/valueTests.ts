/** Tests of condition values that are numbers, dates, booleans, bytes and addresses. None has variables. */
import { containsAddress, parseCidr, parseIpv4 } from '../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../base/ipv6.ts';
import { instantOf } from './conditionDate.ts';
import type { TextTest } from './textTests.ts';

type ValueTest = (wanted: string) => TextTest;
type Compare = (given: number, wanted: number) => boolean;

/** What is no number never matches. */
export const numeric = (compare: Compare): ValueTest => ordered(numberOf, compare);
export const date = (compare: Compare): ValueTest => ordered(instantOf, compare);

export const bool: ValueTest = (wanted) => {
  const lower = wanted.toLowerCase();
  return (given) => given.toLowerCase() === lower;
};

/** Both are base64, with or without the padding. */
export const binary: ValueTest = (wanted) => {
  const bytes = unpadded(wanted);
  return (given) => unpadded(given) === bytes;
};

/** A block or an address; addresses of the other family are never in it. */
export const address: ValueTest = (wanted) => (wanted.includes(':') ? ipv6(wanted) : ipv4(wanted));

function ordered(read: (text: string) => number | undefined, compare: Compare): ValueTest {
  return (text) => {
    const wanted = read(text);
    if (wanted === undefined) return () => false;
    return (given) => {
      const value = read(given);
      return value !== undefined && compare(value, wanted);
    };
  };
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function unpadded(base64: string): string {
  return base64.replace(/=+$/, '');
}

function ipv4(wanted: string): TextTest {
  const block = parseCidr(wanted.includes('/') ? wanted : `${wanted}/32`);
  if (!block) return () => false;
  return (given) => {
    const number = parseIpv4(given);
    return number !== undefined && containsAddress(block, number);
  };
}

function ipv6(wanted: string): TextTest {
  const block = parseIpv6Cidr(wanted.includes('/') ? wanted : `${wanted}/128`);
  if (!block) return () => false;
  return (given) => {
    const one = given.includes(':') ? parseIpv6Cidr(`${given}/128`) : undefined;
    return one !== undefined && containsIpv6Cidr(block, one);
  };
}
