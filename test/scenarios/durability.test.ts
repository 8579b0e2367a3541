/** An acknowledged write survives kill -9 of the daemon. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, describe, expect, test } from 'vitest';
import { type Party, partyOf } from '../../src/cli/tour/party.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const CREATES = 200;
const KILL_AFTER = 90;
const WRITERS = 8;

describe.skipIf(missing)('kill -9 in the middle of many creates', () => {
  const bed = new DaemonBed();
  afterAll(() => bed.clear());

  test('loses none that was acknowledged and leaves none half made', async () => {
    await bed.start('--quota', `vpcsPerRegion=${2 * CREATES}`);
    const acknowledged = await createUntilKilled(bed);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER);
    expect(acknowledged.length).toBeLessThan(CREATES);
    await bed.start('--quota', `vpcsPerRegion=${2 * CREATES}`);
    const party = partyOf('111122223333', bed.endpoint);
    const vpcs = await vpcsOf(party);
    expect(acknowledged.filter((id) => !vpcs.has(id))).toEqual([]);
    for (const id of vpcs) expect(await partsOf(party, id)).toEqual({ groups: 1, routeTables: 1, acls: 1 });
    await createVpc(party, CREATES);
  });
});

async function createUntilKilled(bed: DaemonBed): Promise<string[]> {
  const party = partyOf('111122223333', bed.endpoint);
  const acknowledged: string[] = [];
  let next = 0;
  const write = async () => {
    while (next < CREATES) {
      acknowledged.push(await createVpc(party, next++));
      if (acknowledged.length === KILL_AFTER) await bed.killDaemon();
    }
  };
  await Promise.allSettled(Array.from({ length: WRITERS }, write));
  return acknowledged;
}

async function createVpc(party: Party, number: number): Promise<string> {
  const { Vpc } = await party.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: `10.${number}.0.0/16` }));
  return Vpc?.VpcId ?? '';
}

async function vpcsOf(party: Party): Promise<Set<string>> {
  const { Vpcs } = await party.ec2.send(new ec2.DescribeVpcsCommand({}));
  return new Set(Vpcs?.map(({ VpcId }) => VpcId ?? ''));
}

/** What a VPC is never without. */
async function partsOf({ ec2: client }: Party, vpcId: string) {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { SecurityGroups } = await client.send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  const { NetworkAcls } = await client.send(new ec2.DescribeNetworkAclsCommand({ Filters }));
  return { groups: SecurityGroups?.length, routeTables: RouteTables?.length, acls: NetworkAcls?.length };
}
