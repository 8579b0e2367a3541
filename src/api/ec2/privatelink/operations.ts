/** Endpoints and endpoint services: one line per operation. */
import type { OperationTable } from '../../operation.ts';

export const privatelinkOperations: OperationTable = {};
