/** Who is calling: by any signature (the default), or only by one that verifies (strict). */
import { timingSafeEqual } from 'node:crypto';
import { AwsError } from '../base/awsError.ts';
import { type AccountId, DEFAULT_ACCOUNT } from '../resources/identity.ts';
import type { HttpRequest } from '../wire/http.ts';
import type { ServiceModel } from '../wire/protocol.ts';
import type { SignatureClaim } from '../wire/sigv4.ts';
import { type SignatureFault, signatureFault } from '../wire/sigv4Verify.ts';

export interface Identity {
  readonly accountId: AccountId;
  /** Such as `arn:aws:iam::111122223333:root`. */
  readonly principalArn: string;
  /** Unique id as STS shows it; the account id for an account's root. */
  readonly userId: string;
  /** Whether a signature proved it. */
  readonly verified: boolean;
  /** Whether the keys are temporary. */
  readonly temporary: boolean;
  /** Id of temporary keys. */
  readonly sessionId?: string;
}

/** A key that Postern knows: configured, made by IAM, or made by STS. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: AccountId;
  /** The account's root where absent. */
  readonly principalArn?: string;
  readonly userId?: string;
  /** Of temporary keys; requests must carry it. */
  readonly sessionToken?: string;
  /** Of temporary keys. */
  readonly expiresAt?: Date;
  /** Its owner has switched it off. */
  readonly inactive?: boolean;
}

type Protocol = ServiceModel['protocol'];

export type CredentialLookup = (accessKeyId: string) => Credential | undefined;

/** Who makes the request; throws AwsError in the words of the service's protocol. */
export type Authenticate = (
  request: HttpRequest,
  claim: SignatureClaim | undefined,
  protocol: Protocol,
  now: Date,
) => Identity;

/**
 * Takes any signature and none: a known key is its principal, a key of twelve digits is the account of that
 * number, every other caller is account 000000000000. Keys that are known to have ended are refused here too.
 */
export function anySignature(lookup: CredentialLookup): Authenticate {
  return (_request, claim, protocol, now) => {
    if (!claim) return rootOf(DEFAULT_ACCOUNT);
    const credential = lookup(claim.accessKeyId);
    if (!credential) return rootOf(/^\d{12}$/.test(claim.accessKeyId) ? claim.accessKeyId : DEFAULT_ACCOUNT);
    checkInForce(credential, protocol, now);
    return identityOf(credential, false);
  };
}

/** Takes only signatures that verify against a known key. */
export function verifiedSignature(lookup: CredentialLookup): Authenticate {
  return (request, claim, protocol, now) => {
    if (!claim) throw refusal(protocol, 'unsigned');
    const credential = lookup(claim.accessKeyId);
    if (!credential || !sameToken(credential.sessionToken, claim.sessionToken))
      throw refusal(protocol, 'unknownKey');
    const fault = signatureFault(request, claim, credential.secretAccessKey, now);
    if (fault) throw refusal(protocol, fault);
    checkInForce(credential, protocol, now);
    return identityOf(credential, true);
  };
}

/** An account itself as the caller. */
export function rootOf(accountId: AccountId): Identity {
  const principalArn = `arn:aws:iam::${accountId}:root`;
  return { accountId, principalArn, userId: accountId, verified: false, temporary: false };
}

function identityOf(credential: Credential, verified: boolean): Identity {
  const { accountId, principalArn, userId, accessKeyId, sessionToken } = credential;
  const temporary = sessionToken !== undefined;
  const kind = { verified, temporary, sessionId: temporary ? accessKeyId : undefined };
  if (principalArn === undefined) return { ...rootOf(accountId), ...kind };
  return { accountId, principalArn, userId: userId ?? accessKeyId, ...kind };
}

function checkInForce({ inactive, expiresAt }: Credential, protocol: Protocol, now: Date): void {
  if (inactive) throw refusal(protocol, 'unknownKey');
  if (expiresAt && expiresAt <= now) throw refusal(protocol, 'endedKey');
}

function sameToken(expected: string | undefined, sent: string | undefined): boolean {
  if (expected === undefined || sent === undefined) return expected === sent;
  const [a, b] = [Buffer.from(expected), Buffer.from(sent)];
  return a.length === b.length && timingSafeEqual(a, b);
}

type Refusal = SignatureFault | 'unsigned' | 'unknownKey' | 'endedKey';

/** EC2 says AuthFailure for what the other services tell apart. */
function refusal(protocol: Protocol, reason: Refusal): AwsError {
  return protocol === 'ec2Query' ? ec2Refusals[reason]() : queryRefusals[reason]();
}

const authFailure = () =>
  new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);

const ec2Refusals: Readonly<Record<Refusal, () => AwsError>> = {
  unsigned: () => new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
  unknownKey: authFailure,
  mismatch: authFailure,
  notYetValid: authFailure,
  expired: () => new AwsError('RequestExpired', 'Request has expired.'),
  endedKey: () => new AwsError('RequestExpired', 'Request has expired.'),
};

const mismatch = (message: string) => new AwsError('SignatureDoesNotMatch', message, 403);

const queryRefusals: Readonly<Record<Refusal, () => AwsError>> = {
  unsigned: ec2Refusals.unsigned,
  unknownKey: () =>
    new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
  mismatch: () =>
    mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
  notYetValid: () => mismatch('Signature not yet current: the request was signed for a later time.'),
  expired: () => mismatch('Signature expired: the request was signed too long ago.'),
  endedKey: () => new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
};
