/** Who may connect to a service: principals as permissions name them, and whether a caller is one. */
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService, ServicePermission } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';

type PrincipalType = ServicePermission['spec']['principalType'];

/** ARNs with a path are no principals of a permission. */
const FORMS: readonly [PrincipalType, RegExp][] = [
  ['All', /^\*$/],
  ['Account', /^arn:aws[\w-]*:iam::\d{12}:root$/],
  ['User', /^arn:aws[\w-]*:iam::\d{12}:user\/[\w+=,.@-]+$/],
  ['Role', /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@-]+$/],
  ['OrganizationUnit', /^arn:aws[\w-]*:organizations::\d{12}:ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+$/],
  ['Service', /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/],
];

/** @throws AwsError InvalidPrincipal */
export function principalTypeOf(principal: string): PrincipalType {
  const form = FORMS.find(([, pattern]) => pattern.test(principal));
  if (form) return form[0];
  throw new AwsError('InvalidPrincipal', `Invalid Principal: '${principal}'`);
}

/** The owner's account always; others by a permission for everyone, their account, their user or their role. */
export function mayConnect(call: Call, service: EndpointService): boolean {
  if (call.accountId === service.accountId) return true;
  const names = new Set([
    '*',
    `arn:aws:iam::${call.accountId}:root`,
    call.principalArn,
    roleOf(call.principalArn),
  ]);
  return call.tx.servicePermissions.by('service', service.id).some((row) => names.has(row.spec.principal));
}

/** `arn:aws:sts::1:assumed-role/R/session` → `arn:aws:iam::1:role/R`; any other ARN as it is. */
function roleOf(arn: string): string {
  return arn.replace(/^arn:(aws[\w-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/, 'arn:$1:iam::$2:role/$3');
}
