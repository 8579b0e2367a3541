/** The condition keys that every call has. */
import type { RequestContext } from '../../policy/request.ts';
import type { HttpRequest } from '../../wire/http.ts';
import type { Call } from '../operation.ts';
import { callerContext } from '../sts/caller.ts';
import { roleOf, sessionOf, userOf } from './callerPolicies.ts';
import type { Keys, KeyValues } from './demand.ts';

export function requestKeys(call: Call, request: HttpRequest): Keys {
  const session = sessionOf(call);
  return [
    ...callerContext(call),
    ['aws:SourceIp', plainAddress(request.peerAddress)],
    ['aws:UserAgent', request.headers['user-agent']],
    ['aws:SecureTransport', 'false'],
    ['aws:ViaAWSService', 'false'],
    ['aws:TokenIssueTime', session?.createdAt],
    // There are no second factors here; lasting keys do not have the key at all.
    ['aws:MultiFactorAuthPresent', session && 'false'],
    ['ec2:Region', call.region],
    ...principalTags(call),
  ];
}

/** With lower-case names, as policies look them up. */
export function contextOf(keys: Keys): RequestContext {
  const context = new Map<string, readonly string[]>();
  for (const [key, values] of keys) {
    if (values !== undefined) context.set(key.toLowerCase(), typeof values === 'string' ? [values] : values);
  }
  return context;
}

/** A session's tags come before those of its role. */
function principalTags(call: Call): Keys {
  const tags = { ...(roleOf(call) ?? userOf(call))?.tags, ...sessionOf(call)?.tags };
  return Object.entries(tags).map(([key, value]): KeyValues => [`aws:PrincipalTag/${key}`, value]);
}

/** IPv4 over a socket of both families. */
function plainAddress(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:(?=\d+\.)/, '');
}
