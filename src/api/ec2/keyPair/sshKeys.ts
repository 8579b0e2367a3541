/**
 * OpenSSH's forms of keys (RFC 4253, 8709; openssh's PROTOCOL.key) and the fingerprints that AWS forms of them:
 * of an RSA pair that AWS made the SHA-1 of the private key, of an imported one the MD5 of the public key, of
 * ED25519 pairs OpenSSH's own SHA-256.
 */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

export type SshKeyType = 'rsa' | 'ed25519';

export interface MadeKey {
  /** PEM: PKCS #1 of RSA, OpenSSH's own form of ED25519. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  readonly fingerprint: string;
}

/** RSA keys have 2,048 bits, as AWS's have. */
export function makeKey(type: SshKeyType): MadeKey {
  return type === 'rsa' ? makeRsaKey() : makeEd25519Key();
}

/** The line of authorized_keys. */
export function opensshLine(key: KeyObject, comment: string): string {
  const type = key.asymmetricKeyType === 'rsa' ? 'ssh-rsa' : 'ssh-ed25519';
  return `${type} ${publicBlob(key).toString('base64')} ${comment}`;
}

export function importedFingerprint(key: KeyObject): string {
  if (key.asymmetricKeyType !== 'rsa') return sha256(key);
  return colons(
    createHash('md5')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  );
}

/** A public key as OpenSSH, RFC 4716, PEM or plain DER in base64 write it; undefined for anything else. */
export function parsePublicKey(text: string): KeyObject | undefined {
  try {
    return fromOpenssh(text) ?? fromRfc4716(text) ?? fromDer(text);
  } catch {
    return undefined;
  }
}

function makeRsaKey(): MadeKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey,
    fingerprint: colons(createHash('sha1').update(der).digest('hex')),
  };
}

function makeEd25519Key(): MadeKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey: opensshPrivateKey(privateKey, publicKey), publicKey, fingerprint: sha256(publicKey) };
}

/** `openssh-key-v1` without a cipher: the same check number twice, the key, a comment, padding 1, 2, 3, … to 8. */
function opensshPrivateKey(privateKey: KeyObject, publicKey: KeyObject): string {
  const blob = publicBlob(publicKey);
  const publicBytes = rawPublic(publicKey);
  const seed = Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url');
  const check = createHash('sha256').update(blob).digest().subarray(0, 4);
  const parts = [
    Buffer.from('ssh-ed25519'),
    publicBytes,
    Buffer.concat([seed, publicBytes]),
    Buffer.alloc(0),
  ];
  const secret = Buffer.concat([check, check, ...parts.map(lengthened)]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, at) => at + 1));
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    lengthened(Buffer.from('none')),
    lengthened(Buffer.from('none')),
    lengthened(Buffer.alloc(0)),
    Buffer.from([0, 0, 0, 1]),
    lengthened(blob),
    lengthened(Buffer.concat([secret, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

function publicBlob(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'rsa') {
    return Buffer.concat([lengthened(Buffer.from('ssh-ed25519')), lengthened(rawPublic(key))]);
  }
  const { e, n } = key.export({ format: 'jwk' });
  return Buffer.concat([lengthened(Buffer.from('ssh-rsa')), lengthened(whole(e)), lengthened(whole(n))]);
}

function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');
}

/** A number that is not negative: a zero byte stands before a first bit that is set. */
function whole(base64url: string | undefined): Buffer {
  const bytes = Buffer.from(base64url ?? '', 'base64url');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
}

function lengthened(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function fromOpenssh(text: string): KeyObject | undefined {
  const [type, body] = text.trim().split(/\s+/);
  if (!body || (type !== 'ssh-rsa' && type !== 'ssh-ed25519')) return undefined;
  return fromBlob(Buffer.from(body, 'base64'), type);
}

/** Lines between two others, after headers that may go on over several lines. */
function fromRfc4716(text: string): KeyObject | undefined {
  const [, inside] = /---- BEGIN SSH2 PUBLIC KEY ----([\s\S]*)---- END SSH2 PUBLIC KEY ----/.exec(text) ?? [];
  const body = inside
    ?.replace(/\\\r?\n/g, '')
    .replace(/^.*:.*$/gm, '')
    .replace(/\s/g, '');
  if (!body) return undefined;
  const blob = Buffer.from(body, 'base64');
  return fromBlob(blob, fieldsOf(blob)[0]?.toString() ?? '');
}

function fromBlob(blob: Buffer, type: string): KeyObject | undefined {
  const [name, first, second] = fieldsOf(blob);
  if (name?.toString() !== type || !first) return undefined;
  if (type === 'ssh-ed25519') return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: first.toString('base64url') });
  return second && type === 'ssh-rsa'
    ? fromJwk({ kty: 'RSA', e: number(first), n: number(second) })
    : undefined;
}

function fromDer(text: string): KeyObject | undefined {
  const body = text.replace(/-----(BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s/g, '');
  const key = createPublicKey({ key: Buffer.from(body, 'base64'), type: 'spki', format: 'der' });
  return key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ed25519' ? key : undefined;
}

function fromJwk(key: { kty: string; [member: string]: string }): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}

function number(bytes: Buffer): string {
  return (bytes[0] === 0 ? bytes.subarray(1) : bytes).toString('base64url');
}

function fieldsOf(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function sha256(key: KeyObject): string {
  return createHash('sha256').update(publicBlob(key)).digest('base64');
}

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':');
}
