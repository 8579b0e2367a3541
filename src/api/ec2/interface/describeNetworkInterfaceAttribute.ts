/** DescribeNetworkInterfaceAttribute: one attribute per call. */
import type {
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
} from '@aws-sdk/client-ec2';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { type AttributeViews, oneAttribute } from '../oneAttribute.ts';
import { attachmentView, groupIdentifiers } from './networkInterfaceView.ts';

type Result = DescribeNetworkInterfaceAttributeResult;

const ATTRIBUTES: AttributeViews<NetworkInterface, Result> = {
  description: (_call, { spec }) => ({ Description: { Value: spec.description } }),
  groupSet: ({ tx }, { spec }) => ({ Groups: groupIdentifiers(tx, spec.groupIds) }),
  sourceDestCheck: (_call, { spec }) => ({ SourceDestCheck: { Value: spec.sourceDestCheck } }),
  attachment: (_call, row) => ({ Attachment: attachmentView(row) }),
  associatePublicIpAddress: (_call, { spec }) => ({
    AssociatePublicIpAddress: spec.associatePublicIpAddress ?? false,
  }),
};

export function describeNetworkInterfaceAttribute(
  call: Call,
  input: DescribeNetworkInterfaceAttributeRequest,
): Result {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  return { NetworkInterfaceId: row.id, ...oneAttribute(ATTRIBUTES, call, row, input.Attribute) };
}
