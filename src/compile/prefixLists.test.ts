/** Rules that name prefix lists admit what the lists hold, and follow them. */
import { expect, it } from 'vitest';
import { type FollowedProgram, followedProgram } from '../../test/support/followedProgram.ts';
import { LIFE_STEPS } from '../../test/support/lifeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import type { GroupRow } from '../program/rows.ts';
import { awsPrefixLists } from '../resources/awsPrefixLists.ts';
import type { PrefixList, PrefixListVersion } from '../resources/prefixList.ts';
import type { State } from '../state/state.ts';
import { compile } from './compile.ts';

const OWNER = {
  accountId: '111122223333',
  region: 'us-east-1',
  createdAt: '2026-01-01T00:00:00.000Z',
  tags: {},
};
const [S3] = awsPrefixLists('us-east-1');

function putList(state: State, version: number, ...cidrs: string[]): void {
  const list: PrefixList = {
    ...OWNER,
    id: 'pl-1',
    spec: { name: 'offices', addressFamily: 'IPv4', maxEntries: 9, version },
    status: { state: 'create-complete' },
  };
  const entries: PrefixListVersion = {
    ...OWNER,
    id: `pl-1/${version}`,
    spec: { prefixListId: 'pl-1', version, entries: cidrs.map((cidr) => ({ cidr })) },
  };
  state.transact((tx) => {
    tx.prefixLists.put(list);
    tx.prefixListVersions.put(entries);
  });
}

function nameList(state: State, id: string, prefixListId: string): void {
  state.transact((tx) => {
    const rule = tx.securityGroupRules.get('sgr-1');
    if (rule) tx.securityGroupRules.put({ ...rule, id, spec: { ...rule.spec, peer: { prefixListId } } });
  });
}

async function blocksAt(program: FollowedProgram, ruleId: string): Promise<string[]> {
  await program.next();
  const row = program.rows.get('group/vpc-p/sg-nlb') as GroupRow;
  return row.ingress
    .filter(({ id }) => id === ruleId)
    .map(({ peer }) => ('cidr' in peer ? peer.cidr : peer.groupId));
}

it('a rule becomes one for each block of the version in force, and follows the list', async () => {
  const state = await stateOf(tourTopology());
  const program = followedProgram(state);
  nameList(state, 'sgr-70', 'pl-1');
  expect(await blocksAt(program, 'sgr-70')).toEqual([]);
  putList(state, 1, '10.9.0.0/16', '10.8.0.0/16');
  expect(await blocksAt(program, 'sgr-70')).toEqual(['10.9.0.0/16', '10.8.0.0/16']);
  putList(state, 2, '10.7.0.0/16', '2001:db8::/32');
  expect(await blocksAt(program, 'sgr-70')).toEqual(['10.7.0.0/16']);
});

it("a rule takes AWS's lists of its own Region", async () => {
  const state = await stateOf(tourTopology());
  nameList(state, 'sgr-71', S3?.id ?? '');
  expect(await blocksAt(followedProgram(state), 'sgr-71')).toEqual(S3?.cidrs);
});

it("a load balancer's groups judge endpoint clients by their lists too", async () => {
  const state = await stateOf(tourTopology());
  putList(state, 1, '10.9.0.0/16');
  nameList(state, 'sgr-1', 'pl-1');
  state.transact((tx) => LIFE_STEPS.accept?.(tx, new Date()));
  const endpoint = compile(state.snapshot).get('endpoint/eni-ea');
  expect(endpoint).toMatchObject({
    attachment: { loadBalancerIngress: [{ id: 'sgr-1', peer: { cidr: '10.9.0.0/16' } }] },
  });
});
