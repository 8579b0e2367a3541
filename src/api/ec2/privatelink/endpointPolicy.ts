/** Endpoint policies. Customer services take full access only; the words are kept as the caller wrote them. */
import { AwsError } from '../../../base/awsError.ts';
import { invalidParameter } from './errors.ts';

const MAX_LENGTH = 20_480;

/** AWS's text, with its blanks at the ends of lines. */
export const FULL_ACCESS_POLICY = `{
  "Statement": [
    {
      "Action": "*", 
      "Effect": "Allow", 
      "Principal": "*", 
      "Resource": "*"
    }
  ]
}`;

/** @throws AwsError InvalidPolicyDocument for what is no policy, InvalidParameter for less than full access */
export function checkEndpointPolicy(document: string | undefined, serviceName: string): string {
  if (!document) return FULL_ACCESS_POLICY;
  if (document.length > MAX_LENGTH) {
    throw new AwsError('InvalidPolicyDocument', `The policy exceeds ${MAX_LENGTH} characters`);
  }
  if (statementsOf(document).every(isFullAccess)) return document;
  throw invalidParameter(
    `The VPC endpoint service ${serviceName} does not support endpoint policies: only full access can be set.`,
  );
}

function statementsOf(document: string): readonly Record<string, unknown>[] {
  const parsed = parse(document);
  const statements = isRecord(parsed) ? [parsed.Statement].flat() : [];
  if (statements.length > 0 && statements.every(isRecord)) return statements;
  throw notValid();
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw notValid();
  }
}

function isFullAccess(statement: Record<string, unknown>): boolean {
  const { Sid: _sid, Effect, Principal, Action, Resource, ...others } = statement;
  const isEveryone = isAny(Principal) || (isRecord(Principal) && isAny(Principal.AWS));
  return (
    Effect === 'Allow' && isEveryone && isAny(Action) && isAny(Resource) && Object.keys(others).length === 0
  );
}

function isAny(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.length === 1 && value[0] === '*');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notValid(): AwsError {
  return new AwsError(
    'InvalidPolicyDocument',
    'The Policy Document is not valid. Syntax error at position (1,1)',
  );
}
