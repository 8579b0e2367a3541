/** Whether a Signature Version 4 claim holds: our own canonical request, compared in constant time. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from './http.ts';
import { ALGORITHM, type SignatureClaim } from './sigv4.ts';

/** How far the caller's clock may be off. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** Why a claim does not hold. */
export type SignatureFault = 'mismatch' | 'expired' | 'notYetValid';

/** The fault of a claim that was made with this secret, or undefined where it holds. */
export function signatureFault(
  request: HttpRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
  now: Date,
): SignatureFault | undefined {
  const signedAt = timeOf(claim.timestamp);
  if (signedAt === undefined || !claim.timestamp.startsWith(claim.date)) return 'mismatch';
  if (!coversWhatItMust(request, claim)) return 'mismatch';
  const expected = signatureOf(request, claim, secretAccessKey);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))) return 'mismatch';
  return timeFault(claim, signedAt, now.getTime());
}

/** The signature that this request must carry, 64 hexadecimal digits. */
export function signatureOf(request: HttpRequest, claim: SignatureClaim, secretAccessKey: string): string {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const hashed = sha256(canonicalRequest(request, claim));
  const toSign = [ALGORITHM, claim.timestamp, scope, hashed].join('\n');
  return hmac(signingKey(claim, secretAccessKey), toSign).toString('hex');
}

/** An unsigned Host, session token or amz header could be swapped by whoever carries the request. */
function coversWhatItMust({ headers }: HttpRequest, { signedHeaders, form }: SignatureClaim): boolean {
  if (!signedHeaders.includes('host')) return false;
  if (!signedHeaders.every((name) => headers[name] !== undefined)) return false;
  return form === 'query' || headers['x-amz-date'] === undefined || signedHeaders.includes('x-amz-date');
}

function timeFault(claim: SignatureClaim, signedAt: number, now: number): SignatureFault | undefined {
  if (signedAt > now + CLOCK_SKEW_MS) return 'notYetValid';
  const goodForMs = claim.expiresSeconds === undefined ? CLOCK_SKEW_MS : claim.expiresSeconds * 1000;
  return now > signedAt + goodForMs ? 'expired' : undefined;
}

function timeOf(timestamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function canonicalRequest(request: HttpRequest, claim: SignatureClaim): string {
  const names = [...claim.signedHeaders].sort();
  const headers = names.map((name) => `${name}:${collapsed(request.headers[name] ?? '')}\n`);
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    names.join(';'),
    sha256(request.body),
  ].join('\n');
}

/** Encoded once more than it was sent: the rule of all services but S3. */
function canonicalPath(path: string): string {
  return path.split('/').map(encoded).join('/');
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '' && !/^X-Amz-Signature=/i.test(pair))
    .map(canonicalPair)
    .sort(byNameThenValue)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalPair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  const name = equals < 0 ? pair : pair.slice(0, equals);
  const value = equals < 0 ? '' : pair.slice(equals + 1);
  return [reencoded(name), reencoded(value)];
}

function byNameThenValue([a, x]: [string, string], [b, y]: [string, string]): number {
  if (a !== b) return a < b ? -1 : 1;
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** Callers may encode more or less than AWS does; the canonical form is AWS's. */
function reencoded(text: string): string {
  return encoded(decodeURIComponent(text.replaceAll('+', ' ')));
}

/** RFC 3986: everything but unreserved characters. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function collapsed(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

function signingKey({ date, region, service }: SignatureClaim, secretAccessKey: string): Buffer {
  const steps = [date, region, service, 'aws4_request'];
  return steps.reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(`AWS4${secretAccessKey}`));
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
