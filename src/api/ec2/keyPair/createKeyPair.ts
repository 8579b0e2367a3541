/** CreateKeyPair: makes a real pair; the answer is the only place where its private half ever is. */
import type { CreateKeyPairRequest, KeyPair as KeyPairShape } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { tagsFor, toTagList } from '../tags.ts';
import { checkNewKeyName, keepKeyPair } from './keyPairs.ts';
import { makeKey, opensshLine } from './sshKeys.ts';

export function createKeyPair(call: Call, input: CreateKeyPairRequest): KeyPairShape {
  const keyName = checkNewKeyName(call, input.KeyName);
  const keyType = typeFrom(input.KeyType);
  checkFormat(input.KeyFormat);
  const tags = tagsFor(input.TagSpecifications, 'key-pair');
  const { privateKey, publicKey, fingerprint } = makeKey(keyType);
  const line = opensshLine(publicKey, keyName);
  const row = keepKeyPair(call, tags, { keyName, keyType, fingerprint, publicKey: line });
  return {
    KeyPairId: row.id,
    KeyName: keyName,
    KeyFingerprint: fingerprint,
    KeyMaterial: privateKey,
    Tags: Object.keys(tags).length > 0 ? toTagList(tags) : undefined,
  };
}

function typeFrom(type: string = 'rsa'): 'rsa' | 'ed25519' {
  if (type === 'rsa' || type === 'ed25519') return type;
  throw new AwsError('InvalidParameterValue', `Value (${type}) for parameter KeyType is invalid.`);
}

function checkFormat(format: string = 'pem'): void {
  if (format === 'ppk') throw unsupported("A key in PuTTY's format, ppk,");
  if (format !== 'pem') {
    throw new AwsError('InvalidParameterValue', `Value (${format}) for parameter KeyFormat is invalid.`);
  }
}
