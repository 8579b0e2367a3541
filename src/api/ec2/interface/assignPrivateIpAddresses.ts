/** AssignPrivateIpAddresses: further addresses for an interface, free ones or, where allowed, another interface's. */
import type { AssignPrivateIpAddressesRequest, AssignPrivateIpAddressesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { addressesOf, attachmentOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { assignAddresses, unassignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { checkAddressCount } from './attachments.ts';
import { refuseManaged } from './managedInterfaces.ts';
import { anyAddresses, refusePrefixes } from './requestedAddresses.ts';

export function assignPrivateIpAddresses(
  call: Call,
  input: AssignPrivateIpAddressesRequest,
): AssignPrivateIpAddressesResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  refusePrefixes({ Ipv4Prefixes: input.Ipv4Prefixes, Ipv4PrefixCount: input.Ipv4PrefixCount });
  const wanted = wantedAddresses(input);
  const present = addressesOf(row);
  refuseTaken(call, row, input);
  const missing = wanted.filter((address) => address === undefined || !present.includes(address));
  checkLimit(call, row, missing.length);
  for (const address of missing) if (address) takeFromOther(call, row, address);
  const { spec } = assignAddresses(call.tx, row, missing, call.random);
  const added = (spec.secondaryAddresses ?? []).filter((address) => !present.includes(address));
  const kept = wanted.filter((address) => address !== undefined && present.includes(address));
  return {
    NetworkInterfaceId: row.id,
    AssignedPrivateIpAddresses: [...kept, ...added].map((PrivateIpAddress) => ({ PrivateIpAddress })),
  };
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
  if (instance) checkAddressCount(instance.spec.instanceType, addressesOf(row).length + more);
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
