/** Golden text of the small program: what nft and ip are told, from nothing. */
import { expect, test } from 'vitest';
import {
  ATTACHED_ROWS,
  byKey,
  CONSUMER,
  HEALTHY,
  PROVIDER,
  routesRow,
} from '../../../test/support/twoVpcs.ts';
import { DesiredState } from '../desired.ts';
import { difference } from '../diff.ts';
import type { PortRow } from '../rows.ts';
import { ipText } from '../write/ip.ts';
import { nftText } from '../write/nft.ts';
import { renderRow } from './render.ts';

const desired = new DesiredState();
desired.update(byKey(ATTACHED_ROWS), HEALTHY);

function textOf(namespace: string): string {
  const change = difference(desired.namespaces.get(namespace) ?? new Map(), new Map());
  return `${ipText(change, new Map(), (name) => `N-${name}`)}\n${nftText(change, new Map())}`;
}

test.each(['fabric', PROVIDER, CONSUMER, 'i-0bbbbbbbbbbbbbbb2'])('the text for %s', async (namespace) => {
  await expect(textOf(namespace)).toMatchFileSnapshot(`golden/${namespace}.txt`);
});

test('a route table is rules by mark, routes of a table of its own, and marks of those who use it', () => {
  const port = 'eni-0bbbbbbbbbbbbb10';
  const routes = routesRow('rtb-0bbbbbbbbbbbbbbb2', CONSUMER, [
    { destination: '10.0.7.0/24', via: { port, address: '10.0.0.10' } },
    { destination: '10.1.0.0/16', via: { link: 'p0123456789abcd', row: 'peering/pcx-0123456789abcdef0' } },
    { destination: '10.2.0.0/16', via: 'blackhole' },
  ]);
  const users = ATTACHED_ROWS.filter(({ kind }) => ['port', 'endpoint', 'node'].includes(kind)).map(
    (row) => ({
      ...row,
      table: routes.table,
    }),
  );
  const routed = new DesiredState();
  routed.update(byKey([...ATTACHED_ROWS, ...users, routes]), HEALTHY);
  const lines = [CONSUMER, PROVIDER].flatMap((namespace) => {
    const change = difference(routed.namespaces.get(namespace) ?? new Map(), new Map());
    const text = ipText(change, new Map(), (name) => name) + nftText(change, new Map());
    return text.split('\n').filter((line) => line.includes(String(routes.table)));
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      "route replace throw 10.0.0.0/16 table 280738747 proto static",
      "route replace 10.0.7.0/24 table 280738747 via 10.0.0.10 dev e0bbbbbbbbbbbbb onlink proto static",
      "route replace 10.1.0.0/16 table 280738747 via 240.0.0.1 dev p0123456789abcd onlink proto static",
      "route replace blackhole 10.2.0.0/16 table 280738747 proto static",
      "route replace throw 240.0.0.0/4 table 280738747 proto static",
      "route replace blackhole default table 280738747 proto static",
      "rule add priority 1000 from all fwmark 280738747 lookup 280738747 protocol static",
      "add element inet postern table_of_dialed { 10.0.0.30 : 280738747 }",
      "add element inet postern table_of_port { "e0bbbbbbbbbbbbb" : 280738747 }",
      "rule add priority 1000 from 10.0.0.20 iif lo lookup 280738747 protocol static",
      "add element inet postern table_of_dialed { 10.0.0.20 : 280738747, 240.0.64.1 : 280738747 }",
      "add element inet postern table_of_port { "e0aaaaaaaaaaaaa" : 280738747 }",
    ]
  `);
});

test('a port whose packets find their own way asks no table for its own subnet, where that has IPv4', () => {
  const port = ATTACHED_ROWS.find((row) => row.kind === 'port' && row.vpcId === CONSUMER) as PortRow;
  const ipv6 = { address: '2600:1f18::10', gateway: undefined, prefixLength: undefined };
  const elements = (more: object) =>
    renderRow({ ...port, ...more, detoured: true }, HEALTHY, true)
      .map(({ object }) => object.key)
      .filter((key) => /^element (detoured|beside)/.test(key));
  expect(elements({})).toEqual([
    'element detoured e0bbbbbbbbbbbbb',
    'element beside e0bbbbbbbbbbbbb . 10.0.0.0/24',
  ]);
  expect(elements(ipv6)).toEqual(['element detoured e0bbbbbbbbbbbbb']);
});

test('the flow cache adds programs to links, rules for what it does not know and may not have, and how a router tracks', () => {
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
    'chain acl_out',
    'chain uncached',
    'chain forward',
    'chain own_ways',
    'programs e0aaaaaaaaaaaaa',
  ]);
  const forward = added.find(({ object }) => object.key === 'chain forward')?.object;
  expect(forward?.kind === 'chain' && forward.rules[0]?.text).toBe(
    'ct state invalid meta l4proto 6 reject with tcp reset',
  );
});
