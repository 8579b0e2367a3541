/** Golden text of the small program: what nft and ip are told, from nothing. */
import { expect, test } from 'vitest';
import { ATTACHED_ROWS, byKey, CONSUMER, HEALTHY, PROVIDER } from '../../../test/support/twoVpcs.ts';
import { DesiredState } from '../desired.ts';
import { difference } from '../diff.ts';
import { ipText } from '../write/ip.ts';
import { nftText } from '../write/nft.ts';

const desired = new DesiredState();
desired.update(byKey(ATTACHED_ROWS), HEALTHY);

function textOf(namespace: string): string {
  const change = difference(desired.namespaces.get(namespace) ?? new Map(), new Map());
  return `${ipText(change, new Map(), (name) => `N-${name}`)}\n${nftText(change, new Map())}`;
}

test.each(['fabric', PROVIDER, CONSUMER, 'i-0bbbbbbbbbbbbbbb2'])('the text for %s', async (namespace) => {
  await expect(textOf(namespace)).toMatchFileSnapshot(`golden/${namespace}.txt`);
});

test('the flow cache adds programs to links, a rule for what it does not know, and how a router tracks', () => {
  const cached = new DesiredState(true);
  cached.update(byKey(ATTACHED_ROWS), HEALTHY);
  const added = ['fabric', PROVIDER].flatMap((namespace) => {
    const before = desired.namespaces.get(namespace);
    const after = [...(cached.namespaces.get(namespace)?.values() ?? [])];
    return after.filter(({ object }) => before?.get(object.key)?.object.state !== object.state);
  });
  expect(added.map(({ object }) => object.key)).toEqual([
    'programs v0aaaaaaaaaaaaa',
    'programs v0bbbbbbbbbbbbb',
    'namespace',
    'programs fab0',
    'chain forward',
    'programs e0aaaaaaaaaaaaa',
  ]);
  const forward = added.find(({ object }) => object.key === 'chain forward')?.object;
  expect(forward?.kind === 'chain' && forward.rules[0]?.text).toBe(
    'ct state invalid meta l4proto 6 reject with tcp reset',
  );
});
