/** GetConsoleOutput: what the instance's user data has printed; there is no other console. */
import type { GetConsoleOutputRequest, GetConsoleOutputResult } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findInstance } from '../ids.ts';

/** As in AWS the text comes in base64, and whoever calls decodes it. */
export function getConsoleOutput(call: Call, input: GetConsoleOutputRequest): GetConsoleOutputResult {
  const instance = findInstance(call, input.InstanceId);
  const output = call.tx.consoleOutputs.get(instance.id);
  return {
    InstanceId: instance.id,
    Timestamp: output ? new Date(output.writtenAt) : call.now,
    Output: output && Buffer.from(output.text).toString('base64'),
  };
}
