/** What IAM's guide says of actions, resources and principals: what an element matches, and what it does not. */

/** The element's value, what it matches, what it does not. */
export type MatchFact = readonly [string, readonly string[], readonly string[]];

export const ACTION_FACTS: readonly MatchFact[] = [
  ['*', ['s3:GetObject', 'ec2:RunInstances'], []],
  ['s3:*', ['s3:GetObject', 'S3:PutObject'], ['s3express:Get', 'ec2:x']],
  ['s3:GetObject', ['s3:GetObject', 'S3:getobject'], ['s3:GetObjectAcl', 's3:PutObject']],
  ['S3:GETOBJECT', ['s3:GetObject'], ['s3:GetObjects']],
  ['iam:*AccessKey*', ['iam:CreateAccessKey', 'iam:ListAccessKeys'], ['iam:CreateUser']],
  ['ec2:Describe*', ['ec2:DescribeVpcs', 'ec2:Describe'], ['ec2:DeleteVpc', 'elasticloadbalancing:Describe']],
  ['ec2:?escribeVpcs', ['ec2:DescribeVpcs'], ['ec2:escribeVpcs']],
  ['*:Describe*', ['ec2:DescribeVpcs', 'rds:DescribeX'], ['ec2:RunInstances']],
];

export const RESOURCE_FACTS: readonly MatchFact[] = [
  ['*', ['*', 'arn:aws:s3:::b', 'arn:aws:s3:::b/k'], []],
  ['arn:aws:s3:::b', ['arn:aws:s3:::b'], ['arn:aws:s3:::b/', 'arn:aws:s3:::B', 'arn:aws:s3:::bb']],
  ['arn:aws:s3:::b/*', ['arn:aws:s3:::b/k', 'arn:aws:s3:::b/a/b'], ['arn:aws:s3:::b', 'arn:aws:s3:::c/k']],
  ['arn:aws:s3:::b*', ['arn:aws:s3:::b', 'arn:aws:s3:::bc/k'], ['arn:aws:s3:::a']],
  ['arn:aws:s3:::b/*/x', ['arn:aws:s3:::b/a/x', 'arn:aws:s3:::b/a/c/x'], ['arn:aws:s3:::b/x']],
  ['arn:aws:s3:::b?', ['arn:aws:s3:::bc'], ['arn:aws:s3:::b', 'arn:aws:s3:::bcd']],
  ['arn:aws:sqs:*:1:q', ['arn:aws:sqs:us-east-1:1:q'], ['arn:aws:sqs:us-east-1:2:q']],
  ['arn:aws:ec2:us-*-1:1:vpc/v', ['arn:aws:ec2:us-east-1:1:vpc/v'], ['arn:aws:ec2:eu-west-1:1:vpc/v']],
  ['arn:aws:ec2:us-*t-1:1:vpc/v', ['arn:aws:ec2:us-east-1:1:vpc/v'], ['arn:aws:ec2:us-x:t-1:1:vpc/v']],
  ['arn:aws:iam::1:user/*', ['arn:aws:iam::1:user/a', 'arn:aws:iam::1:user/p/a'], ['arn:aws:iam::1:role/a']],
  [`arn:aws:s3:::b/\${aws:username}/*`, ['arn:aws:s3:::b/anna/x'], ['arn:aws:s3:::b/ben/x']],
  [`arn:aws:s3:::b/\${aws:absent}`, [], ['arn:aws:s3:::b/', `arn:aws:s3:::b/\${aws:absent}`]],
  [`arn:aws:s3:::b/\${aws:absent, 'all'}`, ['arn:aws:s3:::b/all'], ['arn:aws:s3:::b/']],
  [`arn:aws:s3:::b/\${*}`, ['arn:aws:s3:::b/*'], ['arn:aws:s3:::b/k']],
  [`arn:aws:s3:::b/\${k:star}`, ['arn:aws:s3:::b/*'], ['arn:aws:s3:::b/k']],
];

/** As above in a document of 2008-10-17, where `${…}` is text. */
export const OLD_RESOURCE_FACTS: readonly MatchFact[] = [
  [`arn:aws:s3:::b/\${aws:username}`, [`arn:aws:s3:::b/\${aws:username}`], ['arn:aws:s3:::b/anna']],
  [`arn:aws:s3:::b/\${*}`, [`arn:aws:s3:::b/\${x}`, `arn:aws:s3:::b/\${}`], ['arn:aws:s3:::b/*']],
];

const USER = 'arn:aws:iam::111122223333:user/anna';
const ROLE = 'arn:aws:iam::111122223333:role/web';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/web/one';
const ROOT = 'arn:aws:iam::111122223333:root';
const ACCOUNT = '111122223333';
const ALL = ['anna', 'session', 'root', 'stranger', 'service', 'nobody'];
const without = (...names: string[]) => ALL.filter((name) => !names.includes(name));

/** Callers are those of facts.test.ts. */
export const PRINCIPAL_FACTS: readonly (readonly [unknown, readonly string[], readonly string[]])[] = [
  ['*', ALL, []],
  [{ AWS: '*' }, ALL, []],
  [{ AWS: ACCOUNT }, ['anna', 'session', 'root'], ['stranger', 'service', 'nobody']],
  [{ AWS: ROOT }, ['anna', 'session', 'root'], ['stranger', 'service', 'nobody']],
  [{ AWS: USER }, ['anna'], without('anna')],
  [{ AWS: ROLE }, ['session'], without('session')],
  [{ AWS: SESSION }, ['session'], without('session')],
  [{ AWS: `${SESSION}2` }, [], ALL],
  [{ AWS: [USER, ROLE] }, ['anna', 'session'], without('anna', 'session')],
  [{ Service: 'logs.amazonaws.com' }, ['service'], without('service')],
  [{ Service: 'sns.amazonaws.com' }, [], ALL],
  [{ AWS: USER, Service: 'logs.amazonaws.com' }, ['anna', 'service'], without('anna', 'service')],
  [{ Federated: 'accounts.example.com' }, [], ALL],
];

/** NotPrincipal of a denial: whom it spares, and whom it denies. */
export const SPARED_FACTS: readonly (readonly [unknown, readonly string[], readonly string[]])[] = [
  [{ AWS: [USER, ACCOUNT] }, ['anna', 'root'], ['session', 'stranger', 'service', 'nobody']],
  [{ AWS: USER }, [], ALL],
  [{ AWS: ROOT }, ['root'], without('root')],
  [{ AWS: [ROLE, ROOT] }, ['root'], without('root')],
  [{ AWS: [SESSION, ROLE, ROOT] }, ['session', 'root'], without('session', 'root')],
  [{ Service: 'logs.amazonaws.com' }, ['service'], without('service')],
];
