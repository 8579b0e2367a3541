/** Which texts are policies, and where those that are none go wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './json.ts';
import { parsePolicy } from './parsePolicy.ts';
import { PolicyError } from './policyError.ts';

function faultOf(text: string, place: 'identity' | 'trust' | 'resource' = 'identity'): string {
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
  expect(parsePolicy(single, 'identity')).toEqual(parsePolicy(lists, 'identity'));
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

describe('JSON that is none is told by line and column', () => {
  test.each([
    ['', '1:1 Syntax errors in policy. unexpected end'],
    ['{\n  "Version": }', "2:14 Syntax errors in policy. unexpected '}'"],
    ['{"a": 1,}', "1:9 Syntax errors in policy. unexpected '}'"],
    ['{"a": 1\n"b": 2}', "2:1 Syntax errors in policy. unexpected '\"'"],
    ['{"Statement": [],\n "Statement": []}', '2:2 Syntax errors in policy. duplicate key "Statement"'],
    ['{} x', "1:4 Syntax errors in policy. unexpected 'x'"],
    ['['.repeat(100), '1:34 Syntax errors in policy. nested deeper than 32'],
  ])('%j', (text, fault) => expect(faultOf(text)).toBe(fault));
});

describe('grammar', () => {
  test.each([
    ['[]', '1:1 Syntax errors in policy. An object is expected.'],
    ['{}', '1:1 Syntax errors in policy. Missing required field Statement.'],
    ['{"Statement": []}', '1:15 Syntax errors in policy. There is no statement.'],
    [
      '{"Version": "2020-01-01", "Statement": []}',
      "1:13 Syntax errors in policy. The policy's version must be 2008-10-17 or 2012-10-17.",
    ],
    ['{"Statement": {}, "x": 1}', '1:24 Syntax errors in policy. Unknown element x.'],
    [withStatement({ Action: '*', Resource: '*' }), '1:37 Missing required field Effect'],
    [statement({ Effect: 'allow' }), '1:47 Invalid effect: allow'],
    [withStatement({ Effect: 'Allow', Resource: '*' }), '1:37 Policy statement must contain actions.'],
    [withStatement({ Effect: 'Allow', Action: '*' }), '1:37 Policy statement must contain resources.'],
    [statement({ Action: [] }), '1:64 Policy statement must contain actions.'],
    [
      statement({ Action: 'RunInstances' }),
      '1:64 Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [statement({ Resource: 'bucket' }), '1:79 Resource bucket must be in ARN format or "*".'],
    [statement({ Principal: '*' }), '1:95 Policy document should not specify a principal.'],
    [statement({ NotAction: '*' }), '1:95 Syntax errors in policy. Action and NotAction exclude each other.'],
    [
      statement({ Sid: 'a b' }),
      '1:89 Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    [statement({ Condition: { Equals: {} } }), '1:105 Invalid Condition type : Equals.'],
  ])('%s', (text, fault) => expect(faultOf(text)).toBe(fault));

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
