/**
 * Secrets of strict authentication, kept in the data directory for its owner only.
 *
 *   credentials.json   access keys; made with one random root key, then the operator's to edit
 *   operator-token     what the command line shows to /_postern/
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALPHANUMERIC, type Random } from '../base/random.ts';
import { writeFileDurably } from '../base/writeFileDurably.ts';
import { newAccessKeyId } from '../resources/accessKeyId.ts';
import { DataDirectoryError } from './dataDirectory.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The account's root where absent. */
  readonly principalArn?: string;
}

export interface AccessKeys {
  /** Where they are written down. */
  readonly path: string;
  readonly keys: readonly AccessKey[];
}

const FIRST_ACCOUNT = '000000000000';

/** @throws DataDirectoryError where the file is not what it should be */
export function ensureAccessKeys(directory: string, random: Random): AccessKeys {
  const path = join(directory, 'credentials.json');
  const text = readText(path) ?? writeText(path, `${JSON.stringify([rootKey(random)], null, 2)}\n`);
  return { path, keys: parseKeys(path, text) };
}

export function ensureOperatorToken(directory: string, random: Random): string {
  const path = join(directory, 'operator-token');
  return (readText(path) ?? writeText(path, `${random.text(40, ALPHANUMERIC)}\n`)).trim();
}

/** As AWS forms them: twenty characters from `AKIA` on, and forty. */
function rootKey(random: Random): AccessKey {
  return {
    accessKeyId: newAccessKeyId('AKIA', FIRST_ACCOUNT, random),
    secretAccessKey: random.text(40, ALPHANUMERIC),
    accountId: FIRST_ACCOUNT,
  };
}

function parseKeys(path: string, text: string): AccessKey[] {
  try {
    const keys = JSON.parse(text) as unknown;
    if (Array.isArray(keys) && keys.every(isKey)) return keys;
  } catch {
    // Not JSON: the sentence below says what it should be.
  }
  throw new DataDirectoryError(
    `${path} should be a JSON list of {"accessKeyId", "secretAccessKey", "accountId": twelve digits}.`,
  );
}

function isKey(value: unknown): value is AccessKey {
  const key = value as Partial<AccessKey> | null;
  const texts = [key?.accessKeyId, key?.secretAccessKey, key?.accountId];
  return (
    texts.every((text) => typeof text === 'string' && text !== '') && /^\d{12}$/.test(key?.accountId ?? '')
  );
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeText(path: string, text: string): string {
  writeFileDurably(path, text, 0o600);
  return text;
}
