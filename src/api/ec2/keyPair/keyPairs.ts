/** Key pairs: their names, where they are found, how they are kept. */
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey, type Tags } from '../../../resources/identity.ts';
import type { KeyPair } from '../../../resources/keyPair.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { mine, required } from '../ids.ts';
import { newResource } from '../vpcParts.ts';

const MAX_NAME_LENGTH = 255;

/** Key of the index `name`. */
export function keyPairName(row: { accountId: string; region: string }, keyName: string): string {
  return `${scopeKey(row)}/${keyName}`;
}

/** The caller's pair of that name. */
export function keyPairByName(call: Call, keyName: string): KeyPair | undefined {
  return call.tx.keyPairs.by('name', keyPairName(call, keyName))[0];
}

/** @throws AwsError InvalidKeyPair.NotFound */
export function existingKeyPair(call: Call, keyName: string): KeyPair {
  const row = keyPairByName(call, keyName);
  if (row) return row;
  throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${keyName}' does not exist`);
}

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidKeyPair.Duplicate, KeyPairLimitExceeded */
export function checkNewKeyName(call: Call, name: string | undefined): string {
  const keyName = required(name, 'KeyName');
  if (keyName.length > MAX_NAME_LENGTH || !/^[\x20-\x7e]+$/.test(keyName)) {
    throw new AwsError('InvalidParameterValue', `Value (${keyName}) for parameter KeyName is invalid.`);
  }
  if (keyPairByName(call, keyName)) {
    throw new AwsError('InvalidKeyPair.Duplicate', `The keypair '${keyName}' already exists.`);
  }
  const present = call.tx.keyPairs.count('scope', mine(call));
  checkQuota(
    call,
    'keyPairsPerRegion',
    present,
    'KeyPairLimitExceeded',
    'The maximum number of key pairs has been reached.',
  );
  return keyName;
}

export function keepKeyPair(call: Call, tags: Tags, spec: KeyPair['spec']): KeyPair {
  const row: KeyPair = { ...newResource(call, 'key'), tags, spec };
  call.tx.keyPairs.put(row);
  return row;
}
