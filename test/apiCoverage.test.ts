/** docs/api-coverage.md says what there is, no more and no less. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ec2Operations } from '../src/api/ec2/operations.ts';
import { elbv2Operations } from '../src/api/elbv2/operations.ts';
import { iamOperations } from '../src/api/iam/operations.ts';
import { stsOperations } from '../src/api/sts/operations.ts';

const page = readFileSync(new URL('../docs/api-coverage.md', import.meta.url), 'utf8');

test.each([
  ['EC2', ec2Operations],
  ['Elastic Load Balancing v2', elbv2Operations],
  ['IAM', iamOperations],
  ['STS', stsOperations],
])('the page lists every operation of %s', (service, operations) => {
  const section = page.split('\n## ').find((part) => part.startsWith(`${service}\n`)) ?? '';
  const listed = Array.from(section.matchAll(/`([A-Z]\w+)`/g), ([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(operations).sort());
});
