/** Which texts are policies, and where those that are none go wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyPlace } from './document.ts';
import { readJson } from './json.ts';
import { parsePolicy } from './parsePolicy.ts';
import { PolicyError } from './policyError.ts';

function faultOf(text: string, place: PolicyPlace = 'identity'): string {
  try {
    parsePolicy(text, place);
    return 'none';
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return `${error.at.line}:${error.at.column} ${error.message}`;
  }
}

const withStatement = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const statement = (more: object) => withStatement({ Effect: 'Allow', Action: '*', Resource: '*', ...more });

test('single values and lists of them are the same policy', () => {
  const single = withStatement({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
  const lists = withStatement([{ Effect: 'Allow', Action: ['ec2:*'], Resource: ['*'] }]);
  const { at, ...read } = parsePolicy(single, 'identity').statements[0] ?? {};
  expect(parsePolicy(lists, 'identity').statements).toEqual([{ ...read, at: { line: 1, column: 38 } }]);
  expect(at).toEqual({ line: 1, column: 37 });
});

test('everything that a statement says is read', () => {
  const text = JSON.stringify({
    Id: 'mine',
    Statement: {
      Sid: 'one',
      Effect: 'Deny',
      NotPrincipal: {
        AWS: ['111122223333', 'arn:aws:iam::111122223333:role/a/b'],
        Service: 'ec2.amazonaws.com',
      },
      NotAction: 'ec2:Describe?pcs',
      NotResource: 'arn:aws:s3:::bucket/*',
      Condition: { Bool: { 'aws:SecureTransport': false }, NumericEquals: { 's3:max-keys': [1, '2'] } },
    },
  });
  expect(parsePolicy(text, 'resource')).toEqual({
    version: '2008-10-17',
    id: 'mine',
    statements: [
      {
        at: { line: 1, column: 26 },
        sid: 'one',
        effect: 'Deny',
        principal: {
          not: true,
          names: [
            { type: 'AWS', value: '111122223333' },
            { type: 'AWS', value: 'arn:aws:iam::111122223333:role/a/b' },
            { type: 'Service', value: 'ec2.amazonaws.com' },
          ],
        },
        action: { not: true, patterns: ['ec2:Describe?pcs'] },
        resource: { not: true, patterns: ['arn:aws:s3:::bucket/*'] },
        conditions: [
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
          { operator: 'NumericEquals', key: 's3:max-keys', values: ['1', '2'] },
        ],
      },
    ],
  });
});

const SYNTAX = 'Syntax errors in policy.';

describe('JSON that is none is told by line and column', () => {
  test.each([
    ['', '1:1'],
    ['{\n  "Version": }', '2:14'],
    ['{"a": 1,}', '1:9'],
    ['{"a": 1\n"b": 2}', '2:1'],
    ['{"Statement": [],\n "Statement": []}', '2:2'],
    ['{} x', '1:4'],
    ['['.repeat(100), '1:34'],
  ])('%j', (text, at) => expect(faultOf(text)).toBe(`${at} ${SYNTAX}`));
});

describe('grammar', () => {
  test.each([
    ['[]', `1:1 ${SYNTAX}`],
    ['{}', `1:1 ${SYNTAX}`],
    ['{"Statement": []}', `1:15 ${SYNTAX}`],
    ['{"Version": "2020-01-01", "Statement": []}', `1:13 ${SYNTAX}`],
    ['{"Statement": {}, "x": 1}', `1:24 ${SYNTAX}`],
    [withStatement({ Action: '*', Resource: '*' }), `1:37 ${SYNTAX}`],
    [statement({ Effect: 'maybe' }), `1:47 ${SYNTAX}`],
    [statement({ NotAction: '*' }), `1:95 ${SYNTAX}`],
    [statement({ Resource: { a: '*' } }), `1:79 ${SYNTAX}`],
    [statement({ Condition: { Equals: { a: 'b' } } }), `1:105 ${SYNTAX}`],
    [statement({ Condition: { Bool: { a: {} } } }), `1:108 ${SYNTAX}`],
  ])('%s', (text, fault) => expect(faultOf(text)).toBe(fault));

  test.each([
    { Condition: { Equals: {} } },
    { Condition: { Bool: { a: [] } } },
    { Resource: ['*', null] },
    { Action: 'iam: any thing ' },
    { Resource: 'arn:aws:anything' },
    { Resource: 'arn:aws:s3:us-west-2:111122223333:accesspoint/mine' },
    { Resource: ['arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::1:ro*'] },
  ])('lets %j pass', (more) => expect(faultOf(statement(more))).toBe('none'));
});

describe('rules', () => {
  const OLD = 'The policy failed legacy parsing';
  test.each([
    [statement({ Effect: 'allow' }), OLD],
    [statement({ Effect: 'allow', Action: [] }), OLD],
    [withStatement({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    [withStatement({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    [statement({ Action: [] }), 'Policy statement must contain actions.'],
    [
      statement({ Action: 'RunInstances' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [statement({ Action: 'a b:c' }), 'Vendor a b is not valid'],
    [statement({ Action: 'a:b:c' }), 'Actions/Condition can contain only one colon.'],
    [statement({ Action: 'a:b:c', Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
    [
      statement({ Resource: 'arn:oops:s3:::b' }),
      'Partition "oops" is not valid for resource "arn:oops:s3:::b".',
    ],
    [statement({ Resource: 'a:b' }), 'Partition "b" is not valid for resource "arn:b:*:*:*:*".'],
    [
      statement({ Resource: 'arn:aws' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [statement({ Resource: 'arn:aws:s3::bucket' }), OLD],
    [statement({ Resource: 'arn:aws::::bucket' }), OLD],
    [
      statement({ Resource: 'arn:aws:s3:us-east-1::b' }),
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    [
      statement({ Resource: 'arn:aws:iam:us-east-1::role/x' }),
      'IAM resource arn:aws:iam:us-east-1::role/x cannot contain region information.',
    ],
    [statement({ Resource: 'arn:aws:iam:::x' }), 'IAM resource path must either be "*" or start with user/,'],
    [statement({ Principal: '*' }), 'Policy document should not specify a principal.'],
    [statement({ Sid: 'a b' }), 'Statement IDs (SID) must be alpha-numeric.'],
  ])('%s', (text, fault) => expect(faultOf(text)).toContain(fault));

  test.each(['soon', '234-13', '2016-12-13t2:00:00.5+1', '9223372036854775808', '2016-13'])(
    'no condition compares with the date %s',
    (date) => expect(faultOf(statement({ Condition: { DateLessThan: { a: date } } }))).toContain(OLD),
  );

  test.each(['2016', '01T', '2019-07-01T13:20:15Z', '2016-12-13t2:00:00.593194+23', '-292275054', '0'])(
    'a condition may compare with the date %s',
    (date) => expect(faultOf(statement({ Condition: { DateLessThan: { a: [date] } } }))).toBe('none'),
  );

  test('a managed policy is of the newer version', () => {
    const text = '{"Statement": {"Effect": "denY"}}';
    expect(faultOf(text, 'managed')).toContain('must be version 2012-10-17 or greater.');
    expect(faultOf(text)).toContain(OLD);
  });

  test('a trust policy names who may assume the role, and no resources', () => {
    const trust = (more: object) => withStatement({ Effect: 'Allow', Action: 'sts:AssumeRole', ...more });
    expect(faultOf(trust({ Principal: { AWS: '*' } }), 'trust')).toBe('none');
    expect(faultOf(trust({}), 'trust')).toContain('Missing required field Principal');
    expect(faultOf(trust({ Principal: '*', Resource: '*' }), 'trust')).toContain(
      'Has prohibited field Resource',
    );
    expect(faultOf(trust({ Principal: { AWS: 'arn:aws:iam::1:root' } }), 'trust')).toContain(
      'Invalid principal in policy: "AWS":"arn:aws:iam::1:root"',
    );
  });

  test('two statements have no Sid in common', () => {
    const one = { Sid: 'x', Effect: 'Allow', Action: '*', Resource: '*' };
    expect(faultOf(withStatement([one, one]))).toContain('must be unique');
  });
});

test('any JSON reads as JSON.parse reads it, and any text is a policy or a PolicyError', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(plain(readJson(text))).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof faultOf(text)).toBe('string');
    }),
  );
});

function plain(node: ReturnType<typeof readJson>): unknown {
  if (node.kind === 'array') return node.items.map(plain);
  if (node.kind !== 'object') return node.value;
  return Object.fromEntries(Array.from(node.members, ([name, member]) => [name, plain(member)]));
}
