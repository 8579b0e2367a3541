/** DescribeKeyPairs. */
import type { DescribeKeyPairsRequest, DescribeKeyPairsResult, KeyPairInfo } from '@aws-sdk/client-ec2';
import type { KeyPair } from '../../../resources/keyPair.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { findSome } from '../ids.ts';
import { toTagList } from '../tags.ts';
import { existingKeyPair } from './keyPairs.ts';

const FILTERS: FilterDefinitions<KeyPair> = {
  'key-pair-id': ({ id }) => id,
  fingerprint: ({ spec }) => spec.fingerprint,
  'key-name': ({ spec }) => spec.keyName,
};

export function describeKeyPairs(call: Call, input: DescribeKeyPairsRequest): DescribeKeyPairsResult {
  const rows = matching(input.Filters, askedPairs(call, input), FILTERS);
  return { KeyPairs: rows.map((row) => keyPairView(row, input.IncludePublicKey ?? false)) };
}

function askedPairs(call: Call, { KeyNames = [], KeyPairIds = [] }: DescribeKeyPairsRequest): KeyPair[] {
  if (KeyNames.length === 0) return findSome(call, call.tx.keyPairs, 'keyPair', KeyPairIds);
  const byName = KeyNames.map((name) => existingKeyPair(call, name));
  const byId = KeyPairIds.length > 0 ? findSome(call, call.tx.keyPairs, 'keyPair', KeyPairIds) : [];
  return [...new Set([...byName, ...byId])];
}

function keyPairView({ id, createdAt, tags, spec }: KeyPair, withKey: boolean): KeyPairInfo {
  return {
    KeyPairId: id,
    KeyName: spec.keyName,
    KeyType: spec.keyType,
    KeyFingerprint: spec.fingerprint,
    CreateTime: new Date(createdAt),
    PublicKey: withKey ? spec.publicKey : undefined,
    Tags: toTagList(tags),
  };
}
