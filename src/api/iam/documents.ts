/** Policy documents: checked on the way in, URL-encoded on the way out. */
import type { Policy, PolicyPlace } from '../../policy/document.ts';
import { parsePolicy } from '../../policy/parsePolicy.ts';
import { PolicyError } from '../../policy/policyError.ts';
import { limitExceeded, malformedPolicy } from './errors.ts';
import { checkLength } from './names.ts';

/** What the model lets pass; the quotas are smaller. */
const LONGEST = 131_072;
const TRUST_POLICY_SIZE = 2048;

/** STS's actions that a role can be the object of, and patterns that may stand for them. */
const TRUST_ACTION =
  /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity|SetContext|DecodeAuthorizationMessage|Get(AccessKeyInfo|CallerIdentity|FederationToken|ServiceBearerToken|SessionToken)|\w*[*?][\w*?]*)$/i;

/**
 * @param size most characters that are not white space
 * @param tooLong the refusal of a longer one
 * @throws AwsError MalformedPolicyDocument, LimitExceeded
 */
export function checkPolicyDocument(
  text: string | undefined,
  size: number,
  tooLong: string,
  place: 'identity' | 'managed' = 'identity',
): string {
  const document = checkLength(text, 'policyDocument', 1, LONGEST);
  readPolicy(document, place);
  if (sizeOf(document) > size) throw limitExceeded(tooLong);
  return document;
}

/** Who may assume a role. */
export function checkTrustPolicy(text: string | undefined): string {
  const document = checkLength(text, 'assumeRolePolicyDocument', 1, LONGEST);
  const policy = readPolicy(document, 'trust');
  checkNamed(policy);
  const actions = policy.statements.flatMap(({ action }) => action.patterns);
  if (!actions.every((pattern) => TRUST_ACTION.test(pattern))) {
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (sizeOf(document) > TRUST_POLICY_SIZE) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_SIZE}`);
  }
  return document;
}

/** Who may assume a role is said by naming them, never by naming who may not. */
function checkNamed({ statements }: Policy): void {
  const effects = statements.filter(({ principal }) => principal?.not).map(({ effect }) => effect);
  if (effects.includes('Allow')) throw malformedPolicy('Allow with NotPrincipal is not allowed.');
  if (effects.length > 0) throw malformedPolicy('AssumeRole policy must not contain NotPrincipal field.');
}

/** RFC 3986, as IAM returns every document. */
export function encodedDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function readPolicy(document: string, place: PolicyPlace): Policy {
  try {
    return parsePolicy(document, place);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw malformedPolicy(error.message);
  }
}

function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length;
}
