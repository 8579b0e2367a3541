import { DescribeVpcEndpoints$ } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { schemaOf } from './schemaKind.ts';
import { contentWriter } from './xmlWriter.ts';

const write = contentWriter(schemaOf((DescribeVpcEndpoints$ as unknown as unknown[])[5]));
const endpoint = (number: number, frozen: boolean) => {
  const view = { VpcEndpointId: `vpce-${number}`, Tags: [{ Key: 'é', Value: '<' }] };
  return frozen ? Object.freeze(view) : view;
};

test('a list is written as it is, whatever of it was written before', () => {
  const frozen = Array.from({ length: 40 }, (_, number) => endpoint(number, true));
  const plain = Array.from({ length: 40 }, (_, number) => endpoint(number, false));
  const text = write({ VpcEndpoints: plain });
  expect(write({ VpcEndpoints: frozen })).toBe(text);
  expect(write({ VpcEndpoints: [...frozen] })).toBe(text);
  const other = [...frozen.slice(0, 39), endpoint(99, true)];
  expect(write({ VpcEndpoints: other })).toBe(text.replace('vpce-39', 'vpce-99'));
  expect(write({ VpcEndpoints: frozen.toReversed() })).not.toBe(text);
  expect(write({ VpcEndpoints: frozen })).toBe(text);
});

test('a struct that is not frozen is read each time', () => {
  const plain = Array.from({ length: 40 }, (_, number) => endpoint(number, false));
  const before = write({ VpcEndpoints: plain });
  (plain[0] as { VpcEndpointId: string }).VpcEndpointId = 'vpce-other';
  expect(write({ VpcEndpoints: plain })).toBe(before.replace('vpce-0<', 'vpce-other<'));
});
