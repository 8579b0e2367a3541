/**
 * AssignPrivateIpAddresses: further addresses for an interface, free ones or, where allowed, another interface's; or
 * prefixes.
 */
import type { AssignPrivateIpAddressesRequest, AssignPrivateIpAddressesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { addressesOf, attachmentOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { assignPrefixes } from '../../../state/interfacePrefixes.ts';
import { assignAddresses, unassignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { checkAddressCount } from './attachments.ts';
import { refuseManaged } from './managedInterfaces.ts';
import { anyAddresses, requestedPrefixes } from './requestedAddresses.ts';

export function assignPrivateIpAddresses(
  call: Call,
  input: AssignPrivateIpAddressesRequest,
): AssignPrivateIpAddressesResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  const prefixes = wantedPrefixes(input);
  const wanted = prefixes.length > 0 ? [] : wantedAddresses(input);
  const present = addressesOf(row);
  const before = row.spec.ipv4Prefixes?.length ?? 0;
  refuseTaken(call, row, input);
  const missing = wanted.filter((address) => address === undefined || !present.includes(address));
  checkLimit(call, row, missing.length + prefixes.length);
  for (const address of missing) if (address) takeFromOther(call, row, address);
  const withPrefixes = assignPrefixes(call.tx, row, prefixes);
  const { spec } = assignAddresses(call.tx, withPrefixes, missing, call.random);
  const added = (spec.secondaryAddresses ?? []).filter((address) => !present.includes(address));
  const kept = wanted.filter((address) => address !== undefined && present.includes(address));
  return {
    NetworkInterfaceId: row.id,
    AssignedPrivateIpAddresses: [...kept, ...added].map((PrivateIpAddress) => ({ PrivateIpAddress })),
    AssignedIpv4Prefixes: (spec.ipv4Prefixes ?? []).slice(before).map((Ipv4Prefix) => ({ Ipv4Prefix })),
  };
}

/** They come without single addresses. */
function wantedPrefixes(input: AssignPrivateIpAddressesRequest): (string | undefined)[] {
  const prefixes = requestedPrefixes(
    input.Ipv4Prefixes?.map((Ipv4Prefix) => ({ Ipv4Prefix })),
    input.Ipv4PrefixCount,
  );
  const isMixed = input.PrivateIpAddresses?.length || input.SecondaryPrivateIpAddressCount;
  if (prefixes.length === 0 || !isMixed) return prefixes;
  throw new AwsError('InvalidParameterCombination', 'Prefixes and private IP addresses exclude each other.');
}

/** Any free one where undefined. */
function wantedAddresses(input: AssignPrivateIpAddressesRequest): (string | undefined)[] {
  const { PrivateIpAddresses = [], SecondaryPrivateIpAddressCount: count } = input;
  if (PrivateIpAddresses.length > 0 && count !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters privateIpAddresses and secondaryPrivateIpAddressCount exclude each other.',
    );
  }
  if (PrivateIpAddresses.length > 0) return [...new Set(PrivateIpAddresses)];
  if (count === undefined) {
    throw new AwsError(
      'MissingParameter',
      'Either privateIpAddresses or secondaryPrivateIpAddressCount must be specified.',
    );
  }
  if (count >= 1) return anyAddresses(count);
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${count}) for parameter secondaryPrivateIpAddressCount is invalid.`,
  );
}

function refuseTaken(
  { tx }: Call,
  { spec }: NetworkInterface,
  { PrivateIpAddresses = [], AllowReassignment }: AssignPrivateIpAddressesRequest,
): void {
  const taken = PrivateIpAddresses.filter((each) =>
    tx.networkInterfaces.count('address', `${spec.vpcId}/${each}`),
  );
  if (taken.length === 0 || AllowReassignment) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Some of [${taken.join(', ')}] are assigned, but move is not allowed.`,
  );
}

function checkLimit({ tx }: Call, row: NetworkInterface, more: number): void {
  const attachment = attachmentOf(row);
  const instance = attachment && tx.instances.get(attachment.instanceId);
  if (instance) checkAddressCount(instance.spec.instanceType, slotsOf(row) + more);
}

/** A prefix counts as one address. */
function slotsOf(row: NetworkInterface): number {
  return addressesOf(row).length + (row.spec.ipv4Prefixes?.length ?? 0);
}

/** Only a secondary address of an interface in the same subnet moves. */
function takeFromOther({ tx }: Call, { spec }: NetworkInterface, address: string): void {
  const [holder] = tx.networkInterfaces.by('address', `${spec.vpcId}/${address}`);
  if (!holder) return;
  const moves = holder.spec.secondaryAddresses?.includes(address) && !holder.spec.requesterManaged;
  if (!moves || holder.spec.subnetId !== spec.subnetId) {
    throw new AwsError('InvalidParameterValue', `Address ${address} cannot be reassigned.`);
  }
  unassignAddresses(tx, holder, [address]);
}
