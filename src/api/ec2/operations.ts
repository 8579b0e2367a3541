/** What the EC2 service does: one line per operation. */
import type { OperationTable } from '../operation.ts';
import { privatelinkOperations } from './privatelink/operations.ts';

export const ec2Operations: OperationTable = {
  ...privatelinkOperations,
};
