/** docs/api-coverage.md says what there is, no more and no less. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

test('some test calls every operation through the official client', () => {
  const called = new Set(testSources().flatMap(commandsIn));
  const implemented = [ec2Operations, elbv2Operations, iamOperations, stsOperations].flatMap(Object.keys);
  expect(implemented.filter((name) => !called.has(name))).toEqual([]);
});

/** `new PutUserPolicyCommand(…)`, and `'Put*Policy'` where a test says the same of users, groups and roles. */
function commandsIn(text: string): string[] {
  const families = text.match(/(?<=')[A-Z]\w*\*\w+(?=')/g) ?? [];
  const members = families.flatMap((name) =>
    ['User', 'Group', 'Role'].map((kind) => name.replace('*', kind)),
  );
  return [...(text.match(/\b[A-Z]\w+(?=Command\b)/g) ?? []), ...members];
}

function testSources(): string[] {
  return ['../src', '../test'].flatMap((folder) => {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.ts$/.test(file) || file.startsWith('support/'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(path, file), 'utf8'));
  });
}
