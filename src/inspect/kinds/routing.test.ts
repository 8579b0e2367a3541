/** What `postern get` shows of routing, on a network made through the API. */
import { expect, test } from 'vitest';
import { ec2Operations } from '../../api/ec2/operations.ts';
import { testCaller } from '../../api/testCall.ts';
import { findKind } from './all.ts';

async function madeNetwork() {
  const caller = await testCaller();
  const run = (action: string, input: object) =>
    caller.run(ec2Operations[action] as never, input as never, { action }) as Record<
      string,
      Record<string, string>
    >;
  const VpcId = run('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId;
  const { SubnetId } = run('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet as {
    SubnetId: string;
  };
  const PeerVpcId = run('CreateVpc', { CidrBlock: '10.1.0.0/16' }).Vpc?.VpcId;
  run('AllocateAddress', {});
  run('CreateNatGateway', { SubnetId, ConnectivityType: 'private', PrivateIpAddress: '10.0.0.9' });
  run('CreateVpcPeeringConnection', { VpcId, PeerVpcId });
  const view = { snapshot: caller.state.snapshot, installationId: 'abc123' };
  const lines = (kind: string) => (findKind(kind)?.lines(view) ?? []).map(({ cells }) => cells.join(' '));
  return { lines, VpcId: String(VpcId), SubnetId, PeerVpcId };
}

test('tables show their routes, ACLs their entries', async () => {
  const { lines, VpcId } = await madeNetwork();
  const of = (kind: string) => lines(kind).filter((line) => line.includes(VpcId));
  expect(of('rtb')).toEqual([expect.stringMatching(/ yes 0 10\.0\.0\.0\/16→local$/)]);
  expect(of('acl')).toEqual([expect.stringMatching(/ yes 4 1$/)]);
});

test('addresses and gateways show where they are', async () => {
  const { lines, VpcId, SubnetId, PeerVpcId } = await madeNetwork();
  expect(lines('eip')).toEqual([expect.stringMatching(/ us-east-1 198\.18\.\d+\.\d+ - -$/)]);
  expect(lines('nat')).toEqual([expect.stringContaining(`pending private ${VpcId} ${SubnetId} 10.0.0.9`)]);
  expect(lines('pcx')).toEqual([
    expect.stringContaining(`pending-acceptance 111122223333 ${VpcId} 111122223333 ${PeerVpcId}`),
  ]);
});
