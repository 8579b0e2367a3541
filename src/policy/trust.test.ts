/** Who may assume a role by its trust policy; patterns against their meaning as regular expressions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePolicy } from './compilePolicy.ts';
import { parsePolicy } from './parsePolicy.ts';
import type { Principal } from './request.ts';
import { likeArn, likeText } from './textTests.ts';

const USER: Principal & { type: 'AWS' } = {
  type: 'AWS',
  accountId: '111122223333',
  arns: ['arn:aws:iam::111122223333:user/u'],
};
const SESSION: Principal & { type: 'AWS' } = {
  type: 'AWS',
  accountId: '111122223333',
  arns: ['arn:aws:sts::111122223333:assumed-role/r/s', 'arn:aws:iam::111122223333:role/r'],
};

function verdict(statements: object | object[], caller: Principal = USER, context: object = {}): string {
  const list = [statements].flat().map((each) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...each }));
  const policy = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: list }), 'trust');
  const known = new Map(Object.entries(context).map(([key, value]) => [key, [value]]));
  return compilePolicy(policy).decide({
    ...{ principal: caller, action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/it' },
    context: known,
  }).effect;
}

test.each([
  [{ AWS: '*' }, 'allow'],
  ['*', 'allow'],
  [{ AWS: '111122223333' }, 'allow'],
  [{ AWS: 'arn:aws:iam::111122223333:root' }, 'allow'],
  [{ AWS: 'arn:aws:iam::111122223333:user/u' }, 'allow'],
  [{ AWS: 'arn:aws:iam::111122223333:user/v' }, 'implicitDeny'],
  [{ AWS: ['444455556666', 'arn:aws:iam::111122223333:user/u'] }, 'allow'],
  [{ AWS: 'arn:aws:iam::444455556666:root' }, 'implicitDeny'],
  [{ Service: 'ec2.amazonaws.com' }, 'implicitDeny'],
  [{ Federated: '111122223333' }, 'implicitDeny'],
])('a user by principal %j is %s', (Principal, expected) => {
  expect(verdict({ Principal })).toBe(expected);
});

test('a session is its role and itself', () => {
  expect(verdict({ Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } }, SESSION)).toBe('allow');
  const itself = 'arn:aws:sts::111122223333:assumed-role/r/s';
  expect(verdict({ Principal: { AWS: itself } }, SESSION)).toBe('allow');
  expect(verdict({ Principal: { AWS: `${itself}2` } }, SESSION)).toBe('implicitDeny');
});

test('a service is named by its own principal, or with everybody', () => {
  const service: Principal = { type: 'Service', name: 'ec2.amazonaws.com' };
  expect(verdict({ Principal: { Service: ['x.amazonaws.com', 'ec2.amazonaws.com'] } }, service)).toBe(
    'allow',
  );
  expect(verdict({ Principal: '*' }, service)).toBe('allow');
  expect(verdict({ Principal: { AWS: '111122223333' } }, service)).toBe('implicitDeny');
});

test('the action must be the one asked for', () => {
  expect(verdict({ Principal: '*', Action: 'STS:assume*' })).toBe('allow');
  expect(verdict({ Principal: '*', Action: 'sts:TagSession' })).toBe('implicitDeny');
  expect(verdict({ Principal: '*', Action: undefined, NotAction: 'sts:TagSession' })).toBe('allow');
});

test('a denial wins, and one for everybody else spares who it names', () => {
  const all = { Principal: '*' };
  expect(verdict([all, { ...all, Effect: 'Deny' }])).toBe('explicitDeny');
  expect(verdict([all, { Effect: 'Deny', NotPrincipal: { AWS: [...USER.arns, USER.accountId] } }])).toBe(
    'allow',
  );
  expect(verdict([all, { Effect: 'Deny', NotPrincipal: { AWS: USER.arns } }])).toBe('explicitDeny');
  expect(verdict([all, { Effect: 'Deny', NotPrincipal: { AWS: '444455556666' } }])).toBe('explicitDeny');
});

test.each([
  ['StringEquals', 'e1', 'allow', 'explicitDeny'],
  ['StringEquals', 'e2', 'implicitDeny', 'implicitDeny'],
  ['StringNotEquals', 'e2', 'allow', 'explicitDeny'],
  ['StringLike', 'e*', 'allow', 'explicitDeny'],
  ['StringNotLike', 'e?', 'implicitDeny', 'implicitDeny'],
  ['NumericEquals', '1', 'implicitDeny', 'implicitDeny'],
  ['StringEquals', `\${aws:username}`, 'implicitDeny', 'implicitDeny'],
  ['StringEquals', `\${sts:ExternalId}`, 'allow', 'explicitDeny'],
])('with the external id e1, %s %s: %s, as a denial %s', (operator, value, allowing, denying) => {
  const statement = { Principal: '*', Condition: { [operator]: { 'sts:ExternalId': value } } };
  const context = { 'sts:externalid': 'e1' };
  expect(verdict(statement, USER, context)).toBe(allowing);
  expect(verdict({ ...statement, Effect: 'Deny' }, USER, context)).toBe(denying);
});

test.each([
  ['StringEquals', 'x', 'implicitDeny'],
  ['StringNotEquals', 'x', 'allow'],
  ['StringEqualsIfExists', 'x', 'allow'],
  ['Null', 'true', 'allow'],
  ['Null', 'false', 'implicitDeny'],
])('without an external id, %s %s: %s', (operator, value, expected) => {
  expect(verdict({ Principal: '*', Condition: { [operator]: { 'sts:ExternalId': value } } })).toBe(expected);
});

test('patterns mean what the like regular expressions mean', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 }).map((all) => all.join(''));
  const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(letters, text, (pattern, value) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(likeText(pattern, false)(value, new Map())).toBe(expression.test(value));
    }),
    { numRuns: 2_000 },
  );
});

test('wildcards of an ARN do not cross its first colons', () => {
  expect(likeArn('arn:aws:iam::*:role/*', false)('arn:aws:iam::111122223333:role/a/b:c', new Map())).toBe(
    true,
  );
  expect(likeArn('arn:aws:*:role/a', false)('arn:aws:iam::111122223333:role/a', new Map())).toBe(false);
});
