import { describe, expect, test } from 'vitest';
import { AwsError } from '../base/awsError.ts';
import { decodeForm, decodeUtf8 } from './form.ts';

const refused = (work: () => unknown) => {
  expect(work).toThrow(AwsError);
  expect(work).toThrow(expect.objectContaining({ code: 'MalformedQueryString', status: 400 }));
};

describe('a form', () => {
  test('is read with pluses, escapes and values that contain equals signs', () => {
    expect([...decodeForm('A=a+b%20c%2Bd&B=x=y&C&&D=%F0%9F%9B%B0')]).toEqual([
      ['A', 'a b c+d'],
      ['B', 'x=y'],
      ['C', ''],
      ['D', '🛰'],
    ]);
  });

  test.each(['A=%', 'A=%4', 'A=%zz', 'A=%ff', 'A=%ed%a0%80', 'A=%c0%80', '%=x'])('%s is refused', (text) =>
    refused(() => decodeForm(text)),
  );

  test('is refused when it gives a parameter twice, however it is escaped', () =>
    refused(() => decodeForm('Name=a&%4eame=b')));

  test('is refused past the limit of parameters, and read up to it', () => {
    expect(decodeForm('a=1&b=2', { parameters: 2 }).size).toBe(2);
    refused(() => decodeForm('a=1&b=2&c=3', { parameters: 2 }));
  });
});

test('bytes that are not UTF-8 are refused', () => {
  expect(decodeUtf8(Buffer.from('ünï'))).toBe('ünï');
  refused(() => decodeUtf8(new Uint8Array([0x41, 0xc3])));
});
