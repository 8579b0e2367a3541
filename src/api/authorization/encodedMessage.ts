/**
 * What EC2 tells of a refusal in a text that only sts:DecodeAuthorizationMessage reads: it shows more of the policies
 * than whoever was refused may know. It is sealed with a key of this process: what another has written, a restarted
 * one does not read.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Of the text that is read: more than any message has. */
const MOST_BYTES = 1024 * 1024;

const key = randomBytes(32);

export function encodedMessage(message: object): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const text = cipher.update(deflateRawSync(JSON.stringify(message)));
  return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Undefined for what this process has not written. */
export function decodedMessage(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    const whole = Buffer.concat([text, decipher.final()]);
    return inflateRawSync(whole, { maxOutputLength: MOST_BYTES }).toString();
  } catch {
    return undefined;
  }
}
