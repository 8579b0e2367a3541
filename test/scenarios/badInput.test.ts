/** Whatever is thrown at the port: AWS's error, no stack trace, no change of state, and a daemon that lives. */
import { request } from 'node:http';
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Party, partyOf } from '../../src/cli/tour/party.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const ACCOUNT = '111122223333';
const SIGNED = `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded', authorization: SIGNED };
const VERSION = 'Version=2016-11-15';

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body: string | Buffer;
}

/** What is sent, and AWS's code for it. */
const CASES: readonly [string, Sent, string][] = [
  ['a CIDR wider than /16', form('CreateVpc', 'CidrBlock=10.0.0.0/15'), 'InvalidVpc.Range'],
  ['a CIDR narrower than /28', form('CreateVpc', 'CidrBlock=10.0.0.0/29'), 'InvalidVpc.Range'],
  ['a CIDR that is none', form('CreateVpc', 'CidrBlock=10.0.0.0'), 'InvalidParameterValue'],
  ['no CIDR', form('CreateVpc', ''), 'MissingParameter'],
  ['a parameter that is unknown', form('CreateVpc', 'CidrBlock=10.0.0.0/16&Colour=red'), 'UnknownParameter'],
  ['an id that is malformed', form('DescribeVpcs', 'VpcId.1=vpc-../../etc'), 'InvalidVpcID'],
  ['an id that is not there', form('DescribeVpcs', 'VpcId.1=vpc-00000000000000000'), 'InvalidVpcID.NotFound'],
  ['an action that is none', form('DropTables', ''), 'InvalidAction'],
  ['an action that we lack', form('CreateTransitGatewayConnect', ''), 'UnsupportedOperation'],
  ['no action', { headers: FORM, body: VERSION }, 'MissingAction'],
  ['a number that is none', form('DescribeVpcs', 'MaxResults=many'), 'InvalidParameterValue'],
  ['bad UTF-8', { headers: FORM, body: Buffer.from([0x41, 0xff, 0xfe, 0x3d, 0x31]) }, ''],
  ['half an escape', { headers: FORM, body: `Action=CreateVpc&${VERSION}&CidrBlock=%E0%A4%A` }, ''],
  ['JSON', { headers: { ...FORM, 'content-type': 'application/json' }, body: '{"a":1}' }, ''],
  [
    'a body of 8 MiB',
    { headers: FORM, body: `Action=CreateVpc&A=${'x'.repeat(8 << 20)}` },
    'RequestEntityTooLarge',
  ],
  ['an index out of this world', form('DescribeVpcs', 'VpcId.999999999=vpc-1'), ''],
  ['a key that is the prototype', form('DescribeVpcs', '__proto__.a=1&constructor.b=2'), ''],
  ['a method that is none', { method: 'DELETE', headers: FORM, body: '' }, ''],
  [
    'a signature that is garbled',
    { headers: { ...FORM, authorization: 'AWS4-HMAC-SHA256 nonsense' }, body: '' },
    '',
  ],
];

describe.skipIf(missing)('bad input', () => {
  const bed = new DaemonBed();
  let party: Party;
  let before: string;

  beforeAll(async () => {
    await bed.start('--quota', '*=100000');
    party = partyOf(ACCOUNT, bed.endpoint);
    before = await everything(party);
  });
  afterAll(() => bed.clear());

  test.each(CASES)('%s', async (_, sent, code) => {
    const { status, body } = await send(bed.endpoint, sent);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).toMatch(/<Code>[A-Za-z.]+<\/Code>/);
    if (code) expect(body).toContain(`<Code>${code}`);
    expect(body).not.toMatch(/\bat .*\.(js|ts):\d+|node:internal|node_modules/);
    expect(await everything(party)).toBe(before);
  });

  test('a subnet that overlaps another, and one outside of its VPC', async () => {
    const { Vpc } = await party.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const subnet = (CidrBlock: string) =>
      party.ec2.send(new ec2.CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock }));
    await subnet('10.0.0.0/24');
    await expect(subnet('10.0.0.128/25')).rejects.toMatchObject({ name: 'InvalidSubnet.Conflict' });
    await expect(subnet('10.1.0.0/24')).rejects.toMatchObject({ name: 'InvalidSubnet.Range' });
  });
});

function form(action: string, parameters: string): Sent {
  return { headers: FORM, body: `Action=${action}&${VERSION}${parameters ? `&${parameters}` : ''}` };
}

/** Sends it as it is: no client in between that would mend it. */
function send(endpoint: string, { method = 'POST', headers, body }: Sent) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(endpoint, {
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** All that the account has, as the API tells it. */
async function everything({ ec2: client }: Party): Promise<string> {
  const [vpcs, subnets, groups] = await Promise.all([
    client.send(new ec2.DescribeVpcsCommand({})),
    client.send(new ec2.DescribeSubnetsCommand({})),
    client.send(new ec2.DescribeSecurityGroupsCommand({})),
  ]);
  return JSON.stringify([vpcs.Vpcs, subnets.Subnets, groups.SecurityGroups]);
}
