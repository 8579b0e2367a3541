import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InstanceRow } from '../../program/rows.ts';
import { InstanceFiles } from './instanceFiles.ts';

let directory: string;
let files: InstanceFiles;
const row = { kind: 'instance', id: 'i-1', nameServers: [], searchDomain: '' } as unknown as InstanceRow;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-files-'));
  files = new InstanceFiles(directory);
  await files.writeResolvConf(row);
});
afterEach(() => rmSync(directory, { recursive: true }));

it('user data is claimed once, as a file that only its owner may read and run', async () => {
  const path = await files.claimUserData('i-1', directory, '#!/bin/sh\n');
  expect(statSync(path ?? '').mode & 0o777).toBe(0o700);
  expect(await files.claimUserData('i-1', directory, '#!/bin/sh\n')).toBe(undefined);
});

it('resolv.conf keeps its inode when it changes, since commands have it mounted', async () => {
  const before = statSync(files.resolvConf('i-1')).ino;
  await files.writeResolvConf({ ...row, nameServers: ['10.0.0.2'] });
  expect(statSync(files.resolvConf('i-1')).ino).toBe(before);
});

it('output past a mebibyte is cut', async () => {
  writeFileSync(files.log('i-1'), '');
  truncateSync(files.log('i-1'), 3 * 1024 * 1024);
  await files.boundLog('i-1');
  expect(statSync(files.log('i-1')).size).toBe(1024 * 1024);
});

it('removing what is not there succeeds', async () => {
  await files.remove('i-1');
  await files.remove('i-1');
  expect(await files.list()).toEqual([]);
});
