/** The bounds of STS's parameters. */
import { AwsError } from '../../base/awsError.ts';
import { parsePolicy } from '../../policy/parsePolicy.ts';
import { PolicyError } from '../../policy/policyError.ts';

const SHORTEST_SESSION_SECONDS = 900;
const PACKED_POLICY_SIZE = 2048;

/** A text that has `min` to `max` characters of `pattern`. */
export function checkText(
  text: string,
  member: string,
  [min, max]: [number, number],
  pattern: RegExp,
): string {
  if (text.length < min) throw constraint(text, member, `have length greater than or equal to ${min}`);
  if (text.length > max) throw constraint(text, member, `have length less than or equal to ${max}`);
  if (pattern.test(text)) return text;
  throw constraint(text, member, `satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
}

/** The name of a session or a federated user: characters that stand in an ARN. */
export function checkSessionName(name: string | undefined, member: string, max: number): string {
  return checkText(name ?? '', member, [2, max], /^[\w+=,.@-]*$/);
}

export function checkDuration(seconds: number, longest: number): number {
  const member = 'durationSeconds';
  if (!(seconds >= SHORTEST_SESSION_SECONDS)) {
    throw constraint(seconds, member, `have value greater than or equal to ${SHORTEST_SESSION_SECONDS}`);
  }
  if (seconds > longest) throw constraint(seconds, member, `have value less than or equal to ${longest}`);
  return seconds;
}

export interface SessionPolicies {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/**
 * How much of the room for a session's policies and tags they take, in percent; undefined without any.
 * @throws AwsError MalformedPolicyDocument, PackedPolicyTooLarge
 */
export function packedPolicySize({
  Policy,
  PolicyArns = [],
  Tags = [],
}: SessionPolicies): number | undefined {
  if (Policy !== undefined) checkPolicy(Policy);
  const texts = [
    Policy,
    ...PolicyArns.map(({ arn }) => arn),
    ...Tags.flatMap(({ Key, Value }) => [Key, Value]),
  ];
  const size = texts.join('').length;
  if (size === 0) return undefined;
  const percent = Math.ceil((100 * size) / PACKED_POLICY_SIZE);
  if (percent <= 100) return percent;
  throw new AwsError(
    'PackedPolicyTooLarge',
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}

export function constraint(value: unknown, member: string, words: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${words}`,
  );
}

function checkPolicy(document: string): void {
  try {
    parsePolicy(document, 'identity');
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError('MalformedPolicyDocument', error.message);
  }
}
