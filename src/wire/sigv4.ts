/** AWS Signature Version 4 as it is found on a request: who claims to call which service in which Region. */
import { AwsError } from '../base/awsError.ts';
import { decodeForm } from './form.ts';
import type { HttpRequest } from './http.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

export interface SignatureClaim {
  /** Header form, or the query form of presigned URLs. */
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** `yyyymmdd` of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case header names, in the order of the claim. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** `yyyymmddThhmmssZ`; empty where the request carries none. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** How long a presigned URL is good for. */
  readonly expiresSeconds: number | undefined;
}

/** The claim, or undefined for an unsigned request. Throws IncompleteSignature where a claim is garbled. */
export function claimOf(request: HttpRequest): SignatureClaim | undefined {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) return headerClaim(request, authorization);
  return /(^|&)X-Amz-Algorithm=/i.test(request.query) ? queryClaim(request) : undefined;
}

function headerClaim(request: HttpRequest, authorization: string): SignatureClaim {
  const space = authorization.indexOf(' ');
  if (authorization.slice(0, space) !== ALGORITHM) throw incomplete(`The algorithm must be ${ALGORITHM}.`);
  const fields = fieldsOf(authorization.slice(space + 1));
  return {
    form: 'header',
    ...scopeOf(field(fields, 'Credential')),
    signedHeaders: headerNames(field(fields, 'SignedHeaders')),
    signature: digestIn(field(fields, 'Signature')),
    timestamp: request.headers['x-amz-date'] ?? '',
    sessionToken: request.headers['x-amz-security-token'],
    expiresSeconds: undefined,
  };
}

function queryClaim(request: HttpRequest): SignatureClaim {
  const fields = new Map(
    Array.from(decodeForm(request.query), ([name, value]) => [name.toLowerCase(), value]),
  );
  const algorithm = field(fields, 'X-Amz-Algorithm');
  if (algorithm !== ALGORITHM) throw incomplete(`The algorithm must be ${ALGORITHM}.`);
  return {
    form: 'query',
    ...scopeOf(field(fields, 'X-Amz-Credential')),
    signedHeaders: headerNames(field(fields, 'X-Amz-SignedHeaders')),
    signature: digestIn(field(fields, 'X-Amz-Signature')),
    timestamp: field(fields, 'X-Amz-Date'),
    sessionToken: fields.get('x-amz-security-token'),
    expiresSeconds: secondsIn(field(fields, 'X-Amz-Expires')),
  };
}

/** `Credential=…, SignedHeaders=…, Signature=…`, separated by commas with or without spaces. */
function fieldsOf(text: string): Map<string, string> {
  const pairs = text.split(',').map((part) => part.trim());
  return new Map(pairs.map((pair) => [nameIn(pair).toLowerCase(), pair.slice(nameIn(pair).length + 1)]));
}

function nameIn(pair: string): string {
  const equals = pair.indexOf('=');
  return equals < 0 ? pair : pair.slice(0, equals);
}

/** An access key id may itself contain slashes, so the scope is read from its end. */
function scopeOf(credential: string) {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  if (!match) throw incomplete('Credential must be of the form key/date/region/service/aws4_request.');
  const [, accessKeyId = '', date = '', region = '', service = ''] = match;
  return { accessKeyId, date, region, service };
}

function headerNames(text: string): string[] {
  return text.split(';').map((name) => name.toLowerCase());
}

function digestIn(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw incomplete('Signature must be 64 hexadecimal digits.');
  return text;
}

function secondsIn(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,6}$/.test(text) || seconds < 1 || seconds > 604_800)
    throw incomplete('X-Amz-Expires must be from 1 to 604800 seconds.');
  return seconds;
}

function field(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (!value) throw incomplete(`Authorization requires ${name}.`);
  return value;
}

function incomplete(message: string): AwsError {
  return new AwsError(
    'IncompleteSignature',
    `The request signature does not conform to AWS standards. ${message}`,
  );
}
