/** DeleteKeyPair: by id or by name; one that is not there is as good as deleted. */
import type { DeleteKeyPairRequest, DeleteKeyPairResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { KeyPair } from '../../../resources/keyPair.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine } from '../ids.ts';
import { keyPairByName } from './keyPairs.ts';

export function deleteKeyPair(call: Call, input: DeleteKeyPairRequest): DeleteKeyPairResult {
  const row = askedPair(call, input);
  if (!row) return { Return: true };
  call.tx.keyPairs.delete(row.id);
  return { Return: true, KeyPairId: row.id };
}

function askedPair(call: Call, { KeyPairId, KeyName }: DeleteKeyPairRequest): KeyPair | undefined {
  if (KeyName) return keyPairByName(call, KeyName);
  if (!KeyPairId) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter KeyName or KeyPairId');
  }
  checkId('keyPair', KeyPairId);
  const row = call.tx.keyPairs.get(KeyPairId);
  return row && scopeKey(row) === mine(call) ? row : undefined;
}
