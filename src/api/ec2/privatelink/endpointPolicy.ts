/** Endpoint policies: checked, and kept as the caller wrote them. */
import { AwsError } from '../../../base/awsError.ts';
import type { Policy, Statement } from '../../../policy/document.ts';
import { parsePolicy } from '../../../policy/parsePolicy.ts';
import { PolicyError } from '../../../policy/policyError.ts';
import type { EndpointType } from '../../../resources/endpoint.ts';
import { invalidParameter } from './errors.ts';
import type { OfferedService } from './offeredService.ts';

const MAX_LENGTH = 20_480;

/** AWS's text, with its blanks at the ends of lines. */
const FULL_ACCESS_POLICY = `{
  "Statement": [
    {
      "Action": "*", 
      "Effect": "Allow", 
      "Principal": "*", 
      "Resource": "*"
    }
  ]
}`;

const GATEWAY_POLICY =
  '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

/** The policy of an endpoint of which nobody has said anything; none where the type has none. */
export function defaultPolicy(type: EndpointType): string | undefined {
  if (type === 'GatewayLoadBalancer') return undefined;
  return type === 'Gateway' ? GATEWAY_POLICY : FULL_ACCESS_POLICY;
}

/**
 * The document, or the default where there is none.
 * @throws AwsError InvalidPolicyDocument for what is no policy; InvalidParameter for less than full access to a
 *   service without endpoint policies
 */
export function checkEndpointPolicy(
  document: string | undefined,
  { serviceName, serviceType, policySupported }: OfferedService,
): string | undefined {
  if (!document) return defaultPolicy(serviceType);
  if (document.length > MAX_LENGTH) {
    throw new AwsError('InvalidPolicyDocument', `The policy exceeds ${MAX_LENGTH} characters`);
  }
  const { statements } = parsed(document);
  if (policySupported || statements.every(isFullAccess)) return document;
  throw invalidParameter(
    `The VPC endpoint service ${serviceName} does not support endpoint policies: only full access can be set.`,
  );
}

function parsed(document: string): Policy {
  try {
    return parsePolicy(document, 'resource');
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { line, column } = error.at;
    throw new AwsError(
      'InvalidPolicyDocument',
      `The Policy Document is not valid. Syntax error at position (${line},${column})`,
    );
  }
}

function isFullAccess({ effect, principal, action, resource, conditions }: Statement): boolean {
  return (
    effect === 'Allow' &&
    conditions.length === 0 &&
    principal?.not === false &&
    principal.names.every(({ value }) => value === '*') &&
    [action, resource].every((part) => part?.not === false && part.patterns.every((text) => text === '*'))
  );
}
