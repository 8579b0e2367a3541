/** ModifyNetworkInterfaceAttribute: one attribute per call, of a customer's interface only. */
import type {
  ModifyNetworkInterfaceAttributeRequest,
  NetworkInterfaceAttachmentChanges,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { attachmentOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findNetworkInterface } from '../ids.ts';
import { groupsOfInterface } from '../securityGroup/groups.ts';
import { connectionTrackingFrom } from './connectionTracking.ts';
import { checkInterfaceDescription } from './interfaceDescription.ts';
import { refuseManaged } from './managedInterfaces.ts';

type Request = ModifyNetworkInterfaceAttributeRequest;
type Change = Partial<NetworkInterface['spec']>;

const NO_ATTRIBUTES: readonly string[] = ['NetworkInterfaceId', 'DryRun'];

export function modifyNetworkInterfaceAttribute(call: Call, input: Request): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  const given = Object.entries(input).filter(
    ([name, value]) => value !== undefined && !NO_ATTRIBUTES.includes(name),
  );
  if (given.length !== 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one network interface attribute to modify.',
    );
  }
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ...changeFrom(call, row, input) } });
  return {};
}

function changeFrom(call: Call, row: NetworkInterface, input: Request): Change {
  if (input.Groups) return { groupIds: interfaceGroups(call, row, input.Groups) };
  if (input.Description) return description(input.Description.Value);
  if (input.SourceDestCheck)
    return { sourceDestCheck: input.SourceDestCheck.Value ?? row.spec.sourceDestCheck };
  if (input.Attachment) return attachment(row, input.Attachment);
  if (input.AssociatePublicIpAddress !== undefined) {
    return { associatePublicIpAddress: input.AssociatePublicIpAddress };
  }
  if (input.ConnectionTrackingSpecification) {
    return { connectionTracking: connectionTrackingFrom(input.ConnectionTrackingSpecification) };
  }
  if (input.EnablePrimaryIpv6) throw unsupported('A primary IPv6 address');
  if (input.EnaSrdSpecification?.EnaSrdEnabled) throw unsupported('ENA Express');
  if (input.AssociatedSubnetIds?.length) throw unsupported('An interface in several subnets');
  return {};
}

function description(text = ''): Change {
  checkInterfaceDescription(text);
  return { description: text };
}

function attachment(row: NetworkInterface, changes: NetworkInterfaceAttachmentChanges): Change {
  const owner = attachmentOf(row);
  if (!owner || (changes.AttachmentId && changes.AttachmentId !== row.spec.attachmentId)) {
    throw new AwsError(
      'InvalidAttachmentID.NotFound',
      `The interface attachment ID '${changes.AttachmentId ?? ''}' does not exist`,
    );
  }
  if (changes.EnaQueueCount) throw unsupported('A number of ENA queues');
  return {
    owner: { ...owner, deleteOnTermination: changes.DeleteOnTermination ?? owner.deleteOnTermination },
  };
}

/** @throws AwsError InvalidParameterValue for no group at all, and as `groupsOfInterface` */
export function interfaceGroups(
  call: Call,
  row: NetworkInterface,
  ids: readonly string[],
): readonly string[] {
  if (ids.length === 0) {
    throw new AwsError('InvalidParameterValue', 'You must specify at least one security group.');
  }
  return groupsOfInterface(call, ids, row.spec.vpcId);
}
