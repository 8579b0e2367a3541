/** What AWS's documentation says, case by case. */
import { expect, test } from 'vitest';
import { authorize, type Layer } from './authorize.ts';
import { compilePolicy } from './compilePolicy.ts';
import type { PolicyPlace } from './document.ts';
import { parsePolicy } from './parsePolicy.ts';
import { refusalText } from './refusalText.ts';
import type { PolicyRequest, Principal } from './request.ts';
import { CONDITION_FACTS } from './testConditionFacts.ts';
import {
  ACTION_FACTS,
  type MatchFact,
  OLD_RESOURCE_FACTS,
  PRINCIPAL_FACTS,
  RESOURCE_FACTS,
  SPARED_FACTS,
} from './testMatchFacts.ts';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const CALLERS: Readonly<Record<string, Principal>> = {
  anna: { type: 'AWS', accountId: ACCOUNT, arns: [`arn:aws:iam::${ACCOUNT}:user/anna`] },
  session: { type: 'AWS', accountId: ACCOUNT, arns: [`arn:aws:sts::${ACCOUNT}:assumed-role/web/one`, ROLE] },
  root: { type: 'AWS', accountId: ACCOUNT, arns: [`arn:aws:iam::${ACCOUNT}:root`] },
  stranger: { type: 'AWS', accountId: '444455556666', arns: ['arn:aws:iam::444455556666:user/eve'] },
  service: { type: 'Service', name: 'logs.amazonaws.com' },
  nobody: { type: 'Anonymous' },
};

interface Case {
  readonly name: string;
  readonly statement: object;
  readonly request: Partial<PolicyRequest>;
  readonly expected: string;
  readonly version?: string;
}

const KNOWN: readonly [string, readonly string[]][] = [
  ['aws:username', ['anna']],
  ['aws:tagkeys', ['one', 'two']],
  ['k:star', ['*']],
];

function ofMatches(facts: readonly MatchFact[], element: 'action' | 'resource', version?: string): Case[] {
  const made = (pattern: string, given: string, expected: string): Case => ({
    name: `${element} ${pattern} and ${given}`,
    statement: { [element === 'action' ? 'Action' : 'Resource']: pattern },
    request: { [element]: given },
    expected,
    version,
  });
  return facts.flatMap(([pattern, yes, no]) => [
    ...yes.map((given) => made(pattern, given, 'allow')),
    ...no.map((given) => made(pattern, given, 'implicitDeny')),
  ]);
}

function ofCallers(
  facts: readonly (readonly [unknown, readonly string[], readonly string[]])[],
  statementOf: (principal: unknown) => object,
  [first, second]: readonly [string, string],
): Case[] {
  return facts.flatMap(([principal, some, others]) =>
    [some, others].flatMap((names, at) =>
      names.map((name) => ({
        name: `${JSON.stringify(statementOf(principal))} and ${name}`,
        statement: statementOf(principal),
        request: { principal: CALLERS[name] },
        expected: at === 0 ? first : second,
      })),
    ),
  );
}

const ofConditions: Case[] = CONDITION_FACTS.flatMap(([operator, wanted, yes, no]) =>
  [yes, no].flatMap((list, at) =>
    list.map((given) => ({
      name: `${operator} ${JSON.stringify(wanted)} and ${JSON.stringify(given)}`,
      statement: { Condition: { [operator]: { K: wanted } } },
      request: {
        context: new Map(given === undefined ? KNOWN : [...KNOWN, ['k', [given].flat() as string[]]]),
      },
      expected: at === 0 ? 'allow' : 'implicitDeny',
    })),
  ),
);

const CASES: readonly Case[] = [
  ...ofMatches(ACTION_FACTS, 'action'),
  ...ofMatches(RESOURCE_FACTS, 'resource'),
  ...ofMatches(OLD_RESOURCE_FACTS, 'resource', '2008-10-17'),
  ...ofCallers(PRINCIPAL_FACTS, (Principal) => ({ Principal }), ['allow', 'implicitDeny']),
  ...ofCallers(SPARED_FACTS, (NotPrincipal) => ({ Effect: 'Deny', Principal: undefined, NotPrincipal }), [
    'implicitDeny',
    'explicitDeny',
  ]),
  ...ofConditions,
];

test('there are 300 cases and more', () => expect(CASES.length).toBeGreaterThanOrEqual(300));

test.each(CASES.map((each) => [each.name, each] as const))(
  '%s',
  (_, { statement, request, expected, version = '2012-10-17' }) => {
    const whole = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...statement };
    const policy = parsePolicy(JSON.stringify({ Version: version, Statement: whole }), 'resource');
    expect(compilePolicy(policy).decide(requestWith(request)).effect).toBe(expected);
  },
);

function requestWith(more: Partial<PolicyRequest>): PolicyRequest {
  const principal = CALLERS.anna as Principal;
  return {
    principal,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    context: new Map(KNOWN),
    ...more,
  };
}

const ANNA = { AWS: `arn:aws:iam::${ACCOUNT}:user/anna` };
const SESSION = { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/one` };

/** `+` allows, `-` denies, `0` says nothing of the action. For resources, whom they name. */
type Word = '+' | '-' | '0';
interface Layers extends Partial<Record<Exclude<Layer, 'resource'>, Word>> {
  readonly resource?: object | '*' | '-';
}

/** Caller, its policies, the resource's account, who decides. */
const TOGETHER: readonly (readonly [string, Layers, 'own' | 'other', string])[] = [
  ['anna', {}, 'own', 'implicitDeny identity'],
  ['anna', { identity: '+' }, 'own', 'allow identity'],
  ['anna', { identity: '-' }, 'own', 'explicitDeny identity'],
  ['anna', { identity: '+', endpoint: '0' }, 'own', 'implicitDeny endpoint'],
  ['anna', { identity: '+', endpoint: '-' }, 'own', 'explicitDeny endpoint'],
  ['anna', { identity: '+', endpoint: '+' }, 'own', 'allow identity'],
  ['anna', { endpoint: '+' }, 'own', 'implicitDeny identity'],
  ['anna', { identity: '+', boundary: '0' }, 'own', 'implicitDeny boundary'],
  ['anna', { identity: '+', boundary: '-' }, 'own', 'explicitDeny boundary'],
  ['anna', { identity: '+', boundary: '+' }, 'own', 'allow identity'],
  ['anna', { boundary: '+' }, 'own', 'implicitDeny identity'],
  ['anna', { resource: ANNA }, 'own', 'allow resource'],
  ['anna', { resource: ANNA, boundary: '0' }, 'own', 'allow resource'],
  ['anna', { resource: ANNA, boundary: '-' }, 'own', 'explicitDeny boundary'],
  ['anna', { resource: ANNA, identity: '-' }, 'own', 'explicitDeny identity'],
  ['anna', { resource: '-', identity: '+' }, 'own', 'explicitDeny resource'],
  ['anna', { resource: { AWS: ACCOUNT } }, 'own', 'implicitDeny identity'],
  ['anna', { resource: { AWS: ACCOUNT }, identity: '+' }, 'own', 'allow identity'],
  ['anna', { resource: ANNA, endpoint: '0' }, 'own', 'implicitDeny endpoint'],
  ['session', { identity: '+', session: '0' }, 'own', 'implicitDeny session'],
  ['session', { identity: '+', session: '-' }, 'own', 'explicitDeny session'],
  ['session', { identity: '+', session: '+' }, 'own', 'allow identity'],
  ['session', { session: '+' }, 'own', 'implicitDeny identity'],
  ['session', { resource: SESSION, session: '0' }, 'own', 'allow resource'],
  ['session', { resource: { AWS: ROLE }, session: '0' }, 'own', 'implicitDeny session'],
  ['session', { resource: { AWS: ROLE }, boundary: '0' }, 'own', 'implicitDeny boundary'],
  ['session', { resource: { AWS: ROLE }, session: '+' }, 'own', 'allow resource'],
  ['anna', { identity: '+' }, 'other', 'implicitDeny resource'],
  ['anna', { resource: ANNA }, 'other', 'implicitDeny identity'],
  ['anna', { resource: ANNA, identity: '+' }, 'other', 'allow identity'],
  ['anna', { resource: { AWS: ACCOUNT }, identity: '+' }, 'other', 'allow identity'],
  ['anna', { resource: ANNA, identity: '+', boundary: '0' }, 'other', 'implicitDeny boundary'],
  ['session', { resource: SESSION, identity: '+', session: '0' }, 'other', 'implicitDeny session'],
  ['root', {}, 'own', 'allow identity'],
  ['root', { endpoint: '0' }, 'own', 'implicitDeny endpoint'],
  ['root', { resource: '-' }, 'own', 'explicitDeny resource'],
  ['root', {}, 'other', 'implicitDeny resource'],
  ['nobody', { resource: '*' }, 'own', 'allow resource'],
  ['nobody', { resource: { AWS: ACCOUNT } }, 'own', 'implicitDeny resource'],
  ['nobody', {}, 'own', 'implicitDeny resource'],
  ['nobody', { resource: '*', endpoint: '0' }, 'own', 'implicitDeny endpoint'],
  ['service', { resource: { Service: 'logs.amazonaws.com' } }, 'own', 'allow resource'],
  ['service', {}, 'own', 'implicitDeny resource'],
];

test.each(TOGETHER)('%s with %j, a resource of the %s account: %s', (caller, layers, owner, expected) => {
  const { endpoint, identity, boundary, session, resource } = layers;
  const { effect, layer } = authorize(
    requestWith({ principal: CALLERS[caller] }),
    {
      endpoint: endpoint && saying(endpoint, 'resource'),
      identity: identity ? [saying(identity)] : [],
      boundary: boundary && saying(boundary),
      session: session && [saying(session)],
      resource: resource && (resource === '-' ? saying('-', 'resource') : saying('+', 'resource', resource)),
    },
    { resourceAccountId: owner === 'own' ? ACCOUNT : '777788889999' },
  );
  expect(`${effect} ${layer}`).toBe(expected);
});

function saying(word: Word, place: PolicyPlace = 'identity', Principal: object | '*' = '*') {
  const Effect = word === '-' ? 'Deny' : 'Allow';
  const Action = word === '0' ? 's3:Nothing' : 's3:*';
  const statement = { Effect, Action, Resource: '*', ...(place === 'resource' && { Principal }) };
  return compilePolicy(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), place));
}

test('a refusal names the caller, the action, the resource and the kind of policy', () => {
  expect(refusalText('arn:x', requestWith({}), { effect: 'implicitDeny', layer: 'endpoint' })).toBe(
    'User: arn:x is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k because no VPC endpoint policy allows the s3:GetObject action',
  );
  expect(
    refusalText('arn:x', requestWith({ resource: '*' }), { effect: 'explicitDeny', layer: 'identity' }),
  ).toBe(
    'User: arn:x is not authorized to perform: s3:GetObject with an explicit deny in an identity-based policy',
  );
});

test('an explanation tells of each statement what it misses, and where it stands', () => {
  const text = `{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:Put*", "Resource": "*"},
    {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Bool": {"K": "true"}}},
    {"Sid": "it", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}`;
  const policy = compilePolicy(parsePolicy(text, 'resource'), 'vpce-1');
  const told = policy
    .explain(requestWith({}))
    .map(({ statement, miss }) => [statement.at.line, miss?.element]);
  expect(told).toEqual([
    [2, 'Action'],
    [3, 'Condition'],
    [4, undefined],
  ]);
  expect(policy.decide(requestWith({})).by).toMatchObject({ source: 'vpce-1', statement: { sid: 'it' } });
});

test.each([
  ['anna', { AWS: ACCOUNT }, 'implicitDeny'],
  ['root', { AWS: ACCOUNT }, 'allow'],
  ['anna', ANNA, 'allow'],
  ['anna', '*', 'allow'],
])('at a gateway endpoint, %s by the principal %j: %s', (caller, Principal, expected) => {
  const Statement = { Effect: 'Allow', Principal, Action: '*', Resource: '*' };
  const policy = parsePolicy(JSON.stringify({ Statement }), 'resource');
  const { decide } = compilePolicy(policy, '', { accountIsItsRoot: true });
  expect(decide(requestWith({ principal: CALLERS[caller] })).effect).toBe(expected);
});
