/** Keys that IAM and STS gave out are still good after a crash, in strict mode, and what policies say still counts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, describe, expect, test } from 'vitest';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

interface Keys {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly SessionToken?: string;
}

describe.skipIf(missing)('identities', () => {
  const bed = new DaemonBed();
  afterAll(() => bed.clear());

  const options = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken }: Keys) => ({
    endpoint: bed.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  const arnOf = async (keys: Keys = {}) =>
    (await new sts.STSClient(options(keys)).send(new sts.GetCallerIdentityCommand({}))).Arn;

  const listVpcs = (keys: Keys = {}) =>
    new ec2.EC2Client(options(keys)).send(new ec2.DescribeVpcsCommand({}));

  test('survive kill -9: a user, the role it assumed, the role itself, its policy', async () => {
    await bed.start('--auth', 'strict');
    const [root] = JSON.parse(readFileSync(join(bed.data, 'credentials.json'), 'utf8'));
    const admin = { AccessKeyId: root.accessKeyId, SecretAccessKey: root.secretAccessKey };
    const client = new iam.IAMClient(options(admin));
    await client.send(new iam.CreateUserCommand({ UserName: 'anna' }));
    const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName: 'anna' }));
    const Principal = { AWS: `arn:aws:iam::${root.accountId}:user/anna` };
    const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    const command = new iam.CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: document });
    const { Role } = await client.send(command);
    const mayList = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' },
    };
    const own = { RoleName: 'r', PolicyName: 'list', PolicyDocument: JSON.stringify(mayList) };
    await client.send(new iam.PutRolePolicyCommand(own));
    const asked = new sts.AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'session' });
    const { Credentials } = await new sts.STSClient(options(AccessKey ?? {})).send(asked);

    await bed.killDaemon();
    await bed.start('--auth', 'strict');
    expect(await arnOf(AccessKey)).toBe(`arn:aws:iam::${root.accountId}:user/anna`);
    expect(await arnOf(Credentials)).toBe(`arn:aws:sts::${root.accountId}:assumed-role/r/session`);
    const again = new iam.IAMClient(options(admin));
    expect((await again.send(new iam.GetRoleCommand({ RoleName: 'r' }))).Role?.RoleId).toBe(Role?.RoleId);
    expect((await listVpcs(Credentials)).Vpcs).toHaveLength(1);
    await expect(listVpcs(AccessKey)).rejects.toThrow('no identity-based policy allows the ec2:DescribeVpcs');
    const guessed = { ...AccessKey, SecretAccessKey: 'guess' };
    await expect(arnOf(guessed)).rejects.toThrow('signature');
  });
});
