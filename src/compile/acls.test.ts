/** Network ACLs as rows: who gets one, what it says, and what a change of it touches. */
import { expect, it } from 'vitest';
import { followedProgram } from '../../test/support/followedProgram.ts';
import { aclEntry, aclOf } from '../../test/support/rows.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import { known } from '../base/assert.ts';
import { rowKey } from '../program/rows.ts';
import type { NetworkAclEntry } from '../resources/network.ts';

const ANYTHING = [
  aclEntry(100, true, 'allow', '0.0.0.0/0'),
  aclEntry(100, false, 'allow', '0.0.0.0/0'),
  aclEntry(101, false, 'allow', '::/0'),
];

/** An interface brings all its rows anew when one of them differs. */
const IN_SUBNET = ['instance/i-pa', 'names/eni-pa', 'node/eni-na', 'port/eni-pa'];

async function tour() {
  const state = await stateOf(tourTopology());
  const program = followedProgram(state);
  await program.next();
  const put = async (id: string, subnetIds: readonly string[], ...entries: NetworkAclEntry[]) => {
    state.transact((tx) => tx.networkAcls.put(aclOf(id, 'vpc-p', entries, ...subnetIds)));
    const { put: rows, removed } = await program.next();
    return [...rows.map(rowKey).sort(), ...removed.map((key) => `-${key}`)];
  };
  return { program, state, put };
}

it('an ACL that allows everything, or has no subnet, brings nothing', async () => {
  const { put } = await tour();
  expect(await put('acl-1', ['subnet-pa'], ...ANYTHING)).toEqual([]);
  expect(await put('acl-2', [], aclEntry(10, true, 'deny', '10.9.0.0/16'))).toEqual([]);
});

it('an ACL that denies comes with its subnets, and they are said of all that lies in them', async () => {
  const { program, put } = await tour();
  const denied = aclEntry(90, false, 'deny', '10.9.0.0/16', {
    protocol: '6',
    portRange: { from: 80, to: 90 },
  });
  const unreachable = aclEntry(80, false, 'allow', '0.0.0.0/0', {
    protocol: '1',
    icmpTypeCode: { type: 3, code: -1 },
  });
  expect(await put('acl-1', ['subnet-pa'], denied, ...ANYTHING, unreachable)).toEqual([
    'acl/acl-1',
    ...IN_SUBNET,
    'subnet/subnet-pa',
  ]);
  expect(program.rows.get('acl/acl-1')).toEqual({
    kind: 'acl',
    id: 'acl-1',
    vpcId: 'vpc-p',
    ingress: [
      { number: 80, allow: true, cidr: '0.0.0.0/0', protocol: 1, ports: { from: 3, to: -1 } },
      { number: 90, allow: false, cidr: '10.9.0.0/16', protocol: 6, ports: { from: 80, to: 90 } },
      { number: 100, allow: true, cidr: '0.0.0.0/0' },
    ],
    egress: [{ number: 100, allow: true, cidr: '0.0.0.0/0' }],
  });
  expect(program.rows.get('port/eni-pa')).toMatchObject({ subnetId: 'subnet-pa' });
});

it('a further entry touches the ACL alone, another ACL its subnet, and none all that lies in it', async () => {
  const { put } = await tour();
  await put('acl-1', ['subnet-pa'], aclEntry(90, false, 'deny', '10.9.0.0/16'), ...ANYTHING);
  const more = [aclEntry(80, true, 'deny', '10.8.0.0/16'), ...ANYTHING];
  expect(await put('acl-1', ['subnet-pa'], ...more)).toEqual(['acl/acl-1']);
  await put('acl-2', ['subnet-pb'], aclEntry(10, true, 'deny', '10.9.0.0/16'));
  expect(await put('acl-2', ['subnet-pb'])).toEqual(['acl/acl-2']);
  expect(await put('acl-1', ['subnet-pa'], ...ANYTHING)).toEqual([
    ...IN_SUBNET,
    '-acl/acl-1',
    '-subnet/subnet-pa',
  ]);
});

it('in a VPC with IPv6 an ACL without entries for it denies it', async () => {
  const { program, state, put } = await tour();
  const entries = [aclEntry(100, true, 'allow', '0.0.0.0/0'), aclEntry(100, false, 'allow', '0.0.0.0/0')];
  expect(await put('acl-1', ['subnet-pa'], ...entries)).toEqual([]);
  const ipv6Blocks = [{ associationId: 'vpc-cidr-assoc-1', ipv6CidrBlock: '2600:1f00::/56' }];
  state.transact((tx) => {
    const vpc = known(tx.vpcs.get('vpc-p'), 'the provider has a VPC');
    tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, ipv6Blocks } });
  });
  await program.next();
  expect(program.rows.get('acl/acl-1')).toMatchObject({ ingress: [{ number: 100, cidr: '0.0.0.0/0' }] });
  expect(await put('acl-1', ['subnet-pa'], ...ANYTHING, aclEntry(101, true, 'allow', '::/0'))).toContain(
    '-acl/acl-1',
  );
});

it('a subnet of IPv6 alone has that block', async () => {
  const { program, state, put } = await tour();
  state.transact((tx) => {
    const subnet = known(tx.subnets.get('subnet-pa'), 'the provider has a subnet');
    const ipv6Block = { associationId: 'subnet-cidr-assoc-1', ipv6CidrBlock: '2600:1f00::/64' };
    tx.subnets.put({ ...subnet, spec: { ...subnet.spec, cidrBlock: undefined, ipv6Block } });
  });
  state.transact((tx) => tx.networkInterfaces.delete('eni-pa'));
  state.transact((tx) => tx.networkInterfaces.delete('eni-na'));
  await put('acl-1', ['subnet-pa'], aclEntry(90, false, 'deny', '10.9.0.0/16'), ...ANYTHING);
  expect(program.rows.get('subnet/subnet-pa')).toMatchObject({ cidrs: ['2600:1f00::/64'] });
});
