/** DeleteFlowLogs: all of those named, or none. */
import type { DeleteFlowLogsRequest, DeleteFlowLogsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { mine, required } from '../ids.ts';

export function deleteFlowLogs(call: Call, input: DeleteFlowLogsRequest): DeleteFlowLogsResult {
  const ids = [...new Set(required(input.FlowLogIds, 'FlowLogId'))];
  if (ids.length === 0) required(undefined, 'FlowLogId');
  const missing = ids.filter((id) => !isMine(call, id));
  if (missing.length > 0) {
    throw new AwsError(
      'InvalidFlowLogId.NotFound',
      `These flow log ids in the input list are not found: [TotalCount: ${missing.length}] ${missing.join(' ')}`,
    );
  }
  for (const id of ids) call.tx.flowLogs.delete(id);
  return { Unsuccessful: [] };
}

function isMine(call: Call, id: string): boolean {
  const row = call.tx.flowLogs.get(id);
  return row !== undefined && scopeKey(row) === mine(call);
}
