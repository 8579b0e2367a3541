/** DescribeNetworkInterfaceAttribute: one attribute per call. */
import type {
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface, required } from '../ids.ts';
import { attachmentView, groupIdentifiers } from './networkInterfaceView.ts';

type Result = DescribeNetworkInterfaceAttributeResult;

/** By AWS's name of the attribute. */
const ATTRIBUTES: Readonly<Record<string, (call: Call, row: NetworkInterface) => Result>> = {
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
  const attribute: string = required(input.Attribute, 'attribute');
  const view = Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
  if (!view) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${attribute}) for parameter attribute is invalid. Unknown attribute.`,
    );
  }
  return { NetworkInterfaceId: row.id, ...view(call, row) };
}
