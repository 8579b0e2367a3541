/** Every form that is rendered is one that trace knows: read in what nft and ip are told, by the golden files. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ATTACHED_ROWS, byKey, HEALTHY } from '../../../test/support/twoVpcs.ts';
import { DesiredState } from '../desired.ts';
import { chain, element, map, type Placed, placedIn, routingRule, rule, set } from '../render/objects.ts';
import { readAll } from './forms.ts';
import { parseRoute } from './routes.ts';
import { parseRoutingRule } from './routingRules.ts';
import { statementsOf } from './rules/rule.ts';
import { UnknownForm } from './unknownForm.ts';

const GOLDEN = new URL('../render/golden/', import.meta.url);
const READERS: readonly (readonly [RegExp, (...words: string[]) => unknown])[] = [
  [/^add rule inet postern \S+ (.*) comment "[^"]*"$/, statementsOf],
  [
    /^route replace (blackhole|throw|local|unreachable|prohibit) (.*?)(?: dev lo)? proto static$/,
    (type, to) => parseRoute(to, type),
  ],
  [/^route replace (\S+ table \d+|\S+) (.*) proto static$/, parseRoute],
  [/^rule add (.*) protocol static$/, (words = '') => parseRoutingRule(words)],
];

test.each(readdirSync(GOLDEN))('the forms in %s', (file) => {
  const lines = readFileSync(new URL(file, GOLDEN), 'utf8').split('\n');
  const told = lines.filter((line) => /^(add rule|route|rule) /.test(line));
  for (const line of told) {
    const [pattern, reader] = READERS.find(([each]) => each.test(line)) ?? [];
    expect(pattern, line).toBeDefined();
    reader?.(...(pattern?.exec(line)?.slice(1) ?? []));
  }
});

test.each([false, true])('the forms of a whole program, with the flow cache: %s', (flowCache) => {
  const desired = new DesiredState(flowCache);
  desired.update(byKey(ATTACHED_ROWS), HEALTHY);
  for (const wanted of desired.namespaces.values()) readAll(wanted);
  expect(desired.namespaces.size).toBe(5);
});

test.each([
  'ip ttl 1 drop',
  'meta l4proto tcp',
  'accept',
  'iifname "e*" ip daddr { 10.0.0.0/8, 192.168.0.1 } drop',
  'ct status ! dnat iifname @any_source jump passed_on',
  'tcp flags & (syn | ack) == syn goto egress-acl-1-back',
  'reject with icmp type admin-prohibited',
  'oifname "eth0" snat ip to 10.0.0.5',
  'iifname "v*" ip daddr != @not_outside meta l4proto 6 tproxy ip to :4566 accept',
])('%s is known, or said not to be', (text) => {
  const isKnown = !text.includes('ttl');
  const reading = expect(() => statementsOf(text));
  if (isKnown) reading.not.toThrow();
  else reading.toThrow(UnknownForm);
});

test.each([
  ['a rule', [chain('a', [rule('a', 'iifname "x" queue')])]],
  ['the end of a rule', [chain('a', [rule('a', 'iifname "x" accept please')])]],
  ['a name for a number', [chain('a', [rule('a', 'th dport http accept')])]],
  ['a set', [set('a', 'ether_addr')]],
  ['a verdict', [map('a', 'ifname', 'verdict'), element('a', ['x'], 'queue')]],
  ['an element', [set('a', 'ipv4_addr'), element('a', ['10.0.0.0/33'])]],
  ['a route', [{ kind: 'route', key: 'route default', state: 'nexthop via 10.0.0.1' }]],
  ['a routing rule', [{ ...routingRule({ priority: 1, table: 1 }), key: 'rule priority 1 tos 4 lookup 1' }]],
] as const)('%s of another form is not passed over', (_, objects) => {
  const placed: Placed[] = placedIn('vpc-1', objects);
  const wanted = new Map(placed.map(({ object }) => [object.key, { object, row: 'row' }]));
  expect(() => readAll(wanted)).toThrow(UnknownForm);
});
