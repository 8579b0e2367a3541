/** Key pairs: made, imported, found, deleted; judged by ssh's own formats. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { createKeyPair } from './createKeyPair.ts';
import { deleteKeyPair } from './deleteKeyPair.ts';
import { describeKeyPairs } from './describeKeyPairs.ts';
import { importKeyPair } from './importKeyPair.ts';
import { opensshLine, parsePublicKey } from './sshKeys.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const hasSshKeygen = (() => {
  try {
    execFileSync('sh', ['-c', 'command -v ssh-keygen']);
    return true;
  } catch {
    return false;
  }
})();

describe('CreateKeyPair', () => {
  test('gives an RSA key of 2,048 bits whose public half is kept, and no more', async () => {
    const caller = await testCaller();
    const made = caller.run(createKeyPair, { KeyName: 'web' });
    const key = createPrivateKey(made.KeyMaterial ?? '');
    expect(made.KeyMaterial).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(made.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/);
    expect(made.KeyPairId).toMatch(/^key-[0-9a-f]{17}$/);
    const shown = caller.run(describeKeyPairs, { IncludePublicKey: true }).KeyPairs;
    expect(shown?.[0]?.PublicKey).toBe(opensshLine(createPublicKey(key), 'web'));
    expect(JSON.stringify([...caller.state.snapshot.keyPairs.all()])).not.toContain('PRIVATE');
  });

  test.skipIf(!hasSshKeygen)(
    'gives an ED25519 key that ssh-keygen reads, with its own fingerprint',
    async () => {
      const caller = await testCaller();
      const made = caller.run(createKeyPair, { KeyName: 'web', KeyType: 'ed25519' });
      const directory = mkdtempSync(join(tmpdir(), 'postern-key-'));
      const path = join(directory, 'key');
      writeFileSync(path, made.KeyMaterial ?? '', { mode: 0o600 });
      const read = execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' }).trim();
      const fingerprint = execFileSync('ssh-keygen', ['-l', '-f', path], { encoding: 'utf8' });
      rmSync(directory, { recursive: true });
      const [shown] = caller.run(describeKeyPairs, { IncludePublicKey: true }).KeyPairs ?? [];
      expect(shown).toMatchObject({ KeyType: 'ed25519', KeyFingerprint: made.KeyFingerprint });
      expect(shown?.PublicKey?.startsWith(read)).toBe(true);
      expect(fingerprint).toContain(`SHA256:${made.KeyFingerprint?.replace(/=+$/, '')}`);
    },
  );

  test('ED25519 keys are of OpenSSH’s form, and of a public half that reads back', async () => {
    const caller = await testCaller();
    const made = caller.run(createKeyPair, { KeyName: 'web', KeyType: 'ed25519' });
    expect(made.KeyMaterial).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
    const line = caller.run(describeKeyPairs, { IncludePublicKey: true }).KeyPairs?.[0]?.PublicKey ?? '';
    const key = parsePublicKey(line);
    expect(key && opensshLine(key, 'web')).toBe(line);
  });

  test.each<[object, string]>([
    [{}, 'MissingParameter'],
    [{ KeyName: 'taken' }, 'InvalidKeyPair.Duplicate'],
    [{ KeyName: 'x'.repeat(256) }, 'InvalidParameterValue'],
    [{ KeyName: 'x', KeyType: 'dsa' }, 'InvalidParameterValue'],
    [{ KeyName: 'x', KeyFormat: 'ppk' }, 'UnsupportedOperation'],
    [{ KeyName: 'x', TagSpecifications: [{ ResourceType: 'vpc' }] }, 'InvalidParameterValue'],
  ])('of %j is refused with %s', async (input, code) => {
    const caller = await testCaller();
    caller.run(createKeyPair, { KeyName: 'taken' });
    expect(codeOf(() => caller.run(createKeyPair, input as { KeyName: string }))).toBe(code);
  });
});

describe('ImportKeyPair', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;

  test('takes OpenSSH, PEM and DER for the same key, with the MD5 fingerprint of its DER', async () => {
    const caller = await testCaller();
    const der = rsa.export({ type: 'spki', format: 'der' });
    const body = opensshLine(rsa, '')
      .split(' ')[1]
      ?.match(/.{1,70}/g)
      ?.join('\n');
    const rfc4716 = `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "a \\\nlong one"\n${body}\n---- END SSH2 PUBLIC KEY ----\n`;
    const forms = [
      opensshLine(rsa, 'a comment'),
      rsa.export({ type: 'spki', format: 'pem' }),
      der.toString('base64'),
      rfc4716,
    ];
    const prints = forms.map(
      (form, at) =>
        caller.run(importKeyPair, { KeyName: `k${at}`, PublicKeyMaterial: bytes(String(form)) })
          .KeyFingerprint,
    );
    expect(new Set(prints).size).toBe(1);
    expect(prints[0]).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  });

  test('refuses what is no key, or a length that AWS does not take', async () => {
    const caller = await testCaller();
    const odd = generateKeyPairSync('rsa', { modulusLength: 1536 }).publicKey;
    const attempt = (text: string) =>
      codeOf(() => caller.run(importKeyPair, { KeyName: 'x', PublicKeyMaterial: bytes(text) }));
    for (const text of ['', 'ssh-rsa', 'ssh-rsa AAAA', 'ssh-dss AAAA', 'x', opensshLine(odd, '')]) {
      expect(attempt(text)).toMatch(/^(InvalidKey.Format|MissingParameter)$/);
    }
  });
});

test('pairs are found by name, id, fingerprint and tag, by their owner only, and go quietly', async () => {
  const caller = await testCaller();
  const TagSpecifications = [{ ResourceType: 'key-pair' as const, Tags: [{ Key: 'team', Value: 'a' }] }];
  const one = caller.run(createKeyPair, { KeyName: 'one', KeyType: 'ed25519', TagSpecifications });
  caller.run(createKeyPair, { KeyName: 'two', KeyType: 'ed25519' });
  const names = (input: object) =>
    caller.run(describeKeyPairs, input).KeyPairs?.map(({ KeyName }) => KeyName);
  expect(names({})).toEqual(['one', 'two']);
  expect(names({ KeyPairIds: [one.KeyPairId] })).toEqual(['one']);
  expect(names({ Filters: [{ Name: 'key-name', Values: ['t*'] }] })).toEqual(['two']);
  expect(names({ Filters: [{ Name: 'fingerprint', Values: [one.KeyFingerprint] }] })).toEqual(['one']);
  expect(names({ Filters: [{ Name: 'tag:team', Values: ['a'] }] })).toEqual(['one']);
  expect(codeOf(() => names({ KeyNames: ['none'] }))).toBe('InvalidKeyPair.NotFound');
  const elsewhere = { accountId: '444455556666' };
  expect(codeOf(() => caller.run(describeKeyPairs, { KeyNames: ['one'] }, elsewhere))).toBe(
    'InvalidKeyPair.NotFound',
  );
  expect(caller.run(deleteKeyPair, { KeyName: 'one' })).toEqual({ Return: true, KeyPairId: one.KeyPairId });
  expect(caller.run(deleteKeyPair, { KeyName: 'one' })).toEqual({ Return: true });
  expect(codeOf(() => caller.run(deleteKeyPair, {}))).toBe('MissingParameter');
  expect(names({})).toEqual(['two']);
});
