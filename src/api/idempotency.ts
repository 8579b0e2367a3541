/** ClientToken: the same token with the same parameters makes nothing twice. */
import { createHash } from 'node:crypto';
import { AwsError } from '../base/awsError.ts';
import { scopeKey } from '../resources/identity.ts';
import type { Call } from './operation.ts';

const MAX_TOKEN_LENGTH = 64;

/**
 * Runs `make` unless this token has made the same before, and answers from the resources' ids in both cases.
 *
 * @param token the request's ClientToken; without one `make` always runs
 * @param input the whole request; ClientToken and DryRun do not count as parameters
 * @throws AwsError IdempotentParameterMismatch, InvalidParameterValue for a token that is none
 */
export function onceByToken<Output>(
  call: Call,
  token: string | undefined,
  input: object,
  make: () => readonly string[],
  again: (resourceIds: readonly string[]) => Output,
): Output {
  if (!token) return again(make());
  checkToken(token);
  const id = `${scopeKey(call)}/${call.action}/${token}`;
  const fingerprint = fingerprintOf(input);
  const known = call.tx.clientTokens.get(id);
  if (known) return again(sameParameters(known.spec, fingerprint));
  const resourceIds = make();
  call.tx.clientTokens.put({
    id,
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: { fingerprint, resourceIds },
  });
  return again(resourceIds);
}

function checkToken(token: string): void {
  if (token.length <= MAX_TOKEN_LENGTH && /^[\x20-\x7e]+$/.test(token)) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Invalid value for parameter clientToken: it must have at most ${MAX_TOKEN_LENGTH} ASCII characters.`,
  );
}

function sameParameters(
  known: { readonly fingerprint: string; readonly resourceIds: readonly string[] },
  fingerprint: string,
): readonly string[] {
  if (known.fingerprint === fingerprint) return known.resourceIds;
  throw new AwsError(
    'IdempotentParameterMismatch',
    'The client token has already been used with different request parameters.',
  );
}

function fingerprintOf(input: object): string {
  const { ClientToken: _token, DryRun: _dryRun, ...parameters } = input as Record<string, unknown>;
  return createHash('sha256')
    .update(JSON.stringify(canonical(parameters)))
    .digest('hex');
}

/** The same value with the members of every object in alphabetical order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}
