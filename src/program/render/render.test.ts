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
