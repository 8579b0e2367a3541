import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowPacker } from './rowPacking.ts';

const name = fc.oneof(
  fc.constantFrom('vpcId', 'tags', 'kind', 'state', 'spec', 'id', '__proto__', 'a-b', '0', ''),
  fc.string({ maxLength: 5 }),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\x01', 'é', '漢'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(name, tie('any'), { maxKeys: 5 }),
})).object;

test('a row that packs comes back as it was', () => {
  const packer = new RowPacker();
  let packed = 0;
  fc.assert(
    fc.property(text, value, (id, members) => {
      const row = { ...(members as object), id };
      const text = packer.pack(row);
      if (text === undefined) return;
      packed += 1;
      expect(packer.unpack(text, id)).toEqual(row);
    }),
    { numRuns: 1000 },
  );
  expect(packed).toBeGreaterThan(500);
});

test('members that are undefined are left out, as the store leaves them out', () => {
  const packer = new RowPacker();
  const row = { id: 'a', spec: { vpcId: undefined, state: 'x' } };
  expect(packer.unpack(packer.pack(row) ?? '', 'a')).toStrictEqual({ id: 'a', spec: { state: 'x' } });
});

test('texts that rows share cost next to nothing', () => {
  const packer = new RowPacker();
  const row = (id: string) => ({
    id,
    spec: { policyDocument: 'x'.repeat(1000), vpcId: 'vpc-0123456789abcdef0', name: id },
  });
  packer.pack(row('a'));
  expect(packer.pack(row('b'))?.length).toBeLessThan(20);
});

test('what holds a separator or a null is not packed', () => {
  const packer = new RowPacker();
  for (const odd of ['\0', '\x01', null, [null]]) {
    const packed = packer.pack({ id: 'a', odd } as never);
    if (packed !== undefined) expect(packer.unpack(packed, 'a')).toEqual({ id: 'a', odd });
  }
  expect(packer.pack({ id: 'a', odd: null } as never)).toBeUndefined();
});
