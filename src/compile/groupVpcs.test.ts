/** A group that is used in two VPCs filters in both, each with the members that it has there. */
import { expect, test } from 'vitest';
import { ec2Operations } from '../api/ec2/operations.ts';
import { testCaller } from '../api/testCall.ts';
import { admissible } from '../program/check.ts';
import type { GroupRow } from '../program/rows.ts';
import type { Snapshot } from '../state/tables.ts';
import { compile } from './compile.ts';

const ONE = { ImageId: 'ami-1', MinCount: 1, MaxCount: 1 };

async function twoVpcs() {
  const caller = await testCaller();
  const tables = caller.state.snapshot;
  const run = (action: string, input: object) =>
    caller.run(ec2Operations[action] as never, input as never, { action });
  const newest = (table: keyof Snapshot) => [...tables[table].ids()].at(-1) ?? '';
  const vpc = (number: number) => {
    run('CreateVpc', { CidrBlock: `10.${number}.0.0/16` });
    const VpcId = newest('vpcs');
    run('CreateSubnet', { VpcId, CidrBlock: `10.${number}.1.0/24` });
    return { VpcId, SubnetId: newest('subnets') };
  };
  const [home, other] = [vpc(1), vpc(2)];
  const group = (VpcId: string, GroupName: string) => {
    run('CreateSecurityGroup', { VpcId, GroupName, Description: 'x' });
    return newest('securityGroups');
  };
  const rowsOf = (groupId: string) => {
    const program = compile(tables);
    expect(admissible(program).violations).toEqual([]);
    const rows = [...program.values()].filter((row) => row.kind === 'group') as GroupRow[];
    return rows.filter((row) => row.groupId === groupId);
  };
  return { run, home, other, group, rowsOf };
}

test('its rules are in the routers where interfaces have it, those that name a group of one VPC in that alone', async () => {
  const { run, home, other, group, rowsOf } = await twoVpcs();
  const [shared, local] = [group(home.VpcId, 'shared'), group(home.VpcId, 'local')];
  run('AssociateSecurityGroupVpc', { GroupId: shared, VpcId: other.VpcId });
  const permission = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
  const UserIdGroupPairs = [{ GroupId: shared }, { GroupId: local }];
  run('AuthorizeSecurityGroupIngress', {
    GroupId: shared,
    IpPermissions: [{ ...permission, UserIdGroupPairs }],
  });
  expect(rowsOf(shared)).toEqual([]);
  for (const { SubnetId } of [home, other])
    run('RunInstances', { ...ONE, SubnetId, SecurityGroupIds: [shared] });
  const peersIn = (vpcId: string) =>
    rowsOf(shared)
      .filter((row) => row.vpcId === vpcId)
      .flatMap((row) => row.ingress.map(({ peer }) => ('groupId' in peer ? peer.groupId : '')))
      .sort();
  expect(peersIn(home.VpcId)).toEqual([shared, local].sort());
  expect(peersIn(other.VpcId)).toEqual([shared]);
  expect(rowsOf(local).map(({ vpcId }) => vpcId)).toEqual([home.VpcId]);
});
