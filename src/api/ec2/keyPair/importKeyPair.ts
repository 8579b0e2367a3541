/** ImportKeyPair: the public half of a pair that the caller has made. */

import type { KeyObject } from 'node:crypto';
import type { ImportKeyPairRequest, ImportKeyPairResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { tagsFor, toTagList } from '../tags.ts';
import { checkNewKeyName, keepKeyPair } from './keyPairs.ts';
import { importedFingerprint, opensshLine, parsePublicKey } from './sshKeys.ts';

/** Bits of an RSA key. */
const LENGTHS = [1024, 2048, 4096];

export function importKeyPair(call: Call, input: ImportKeyPairRequest): ImportKeyPairResult {
  const keyName = checkNewKeyName(call, input.KeyName);
  const key = keyFrom(required(input.PublicKeyMaterial, 'PublicKeyMaterial'));
  const tags = tagsFor(input.TagSpecifications, 'key-pair');
  const fingerprint = importedFingerprint(key);
  const keyType = key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ed25519';
  const row = keepKeyPair(call, tags, {
    keyName,
    keyType,
    fingerprint,
    publicKey: opensshLine(key, keyName),
  });
  return {
    KeyPairId: row.id,
    KeyName: keyName,
    KeyFingerprint: fingerprint,
    Tags: Object.keys(tags).length > 0 ? toTagList(tags) : undefined,
  };
}

function keyFrom(material: Uint8Array): KeyObject {
  const key = parsePublicKey(Buffer.from(material).toString());
  if (!key) {
    throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && !LENGTHS.includes(bits)) {
    throw new AwsError(
      'InvalidKey.Format',
      `An RSA key has ${LENGTHS.join(', ')} bits; this one has ${bits}.`,
    );
  }
  return key;
}
