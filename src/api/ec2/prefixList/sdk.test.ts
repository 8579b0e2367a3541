/** Prefix lists through AWS's own client. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a list is made, changed, restored, shown and deleted', async () => {
  const client = server.ec2('111122223333');
  const { PrefixList: made } = await client.send(
    new ec2.CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      MaxEntries: 3,
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '10.0.0.0/16', Description: 'Berlin <1>' }],
    }),
  );
  const PrefixListId = made?.PrefixListId;
  expect(made).toMatchObject({ Version: 1, MaxEntries: 3, State: 'create-complete' });
  const modified = await client.send(
    new ec2.ModifyManagedPrefixListCommand({
      PrefixListId,
      CurrentVersion: 1,
      AddEntries: [{ Cidr: '10.1.0.0/16' }],
      RemoveEntries: [{ Cidr: '10.0.0.0/16' }],
    }),
  );
  expect(modified.PrefixList).toMatchObject({ Version: 2, State: 'modify-complete' });
  const restored = await client.send(
    new ec2.RestoreManagedPrefixListVersionCommand({ PrefixListId, PreviousVersion: 1, CurrentVersion: 2 }),
  );
  expect(restored.PrefixList).toMatchObject({ Version: 3, State: 'restore-complete' });
  const entries = async (TargetVersion?: number) =>
    (await client.send(new ec2.GetManagedPrefixListEntriesCommand({ PrefixListId, TargetVersion }))).Entries;
  expect(await entries()).toEqual([{ Cidr: '10.0.0.0/16', Description: 'Berlin <1>' }]);
  expect(await entries(2)).toEqual([{ Cidr: '10.1.0.0/16' }]);
  const associations = await client.send(new ec2.GetManagedPrefixListAssociationsCommand({ PrefixListId }));
  expect(associations.PrefixListAssociations ?? []).toEqual([]);

  const lists = ec2.paginateDescribeManagedPrefixLists({ client, pageSize: 1 }, {});
  const ids: (string | undefined)[] = [];
  for await (const { PrefixLists = [] } of lists) ids.push(...PrefixLists.map((list) => list.PrefixListId));
  expect(ids).toHaveLength(7);
  expect(ids).toEqual(expect.arrayContaining(['pl-02cd2c6b', 'pl-63a5400a', PrefixListId]));
  const { PrefixLists: old } = await client.send(new ec2.DescribePrefixListsCommand({}));
  expect(old?.slice(0, 2).map((list) => list.PrefixListName)).toEqual([
    'com.amazonaws.us-east-1.s3',
    'com.amazonaws.us-east-1.dynamodb',
  ]);

  const dry = client.send(new ec2.DeleteManagedPrefixListCommand({ PrefixListId, DryRun: true }));
  await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation' });
  const gone = await client.send(new ec2.DeleteManagedPrefixListCommand({ PrefixListId }));
  expect(gone.PrefixList?.State).toBe('delete-complete');
  await expect(entries()).rejects.toMatchObject({ name: 'InvalidPrefixListID.NotFound' });
});
