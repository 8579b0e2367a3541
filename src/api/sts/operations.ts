/** What the STS service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { assumeRole } from './assumeRole.ts';
import { decodeAuthorizationMessage } from './decodeAuthorizationMessage.ts';
import { getAccessKeyInfo } from './getAccessKeyInfo.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';
import { getFederationToken } from './getFederationToken.ts';
import { getSessionToken } from './getSessionToken.ts';

export const stsOperations: OperationTable = {
  AssumeRole: assumeRole,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
};
