/** What the STS service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

export const stsOperations: OperationTable = {
  GetCallerIdentity: getCallerIdentity,
};
