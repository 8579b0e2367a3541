/** ResetInstanceAttribute: the source/destination check is on again; a namespace has no kernel or RAM disk of its own. */
import type { ResetInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findInstance, required } from '../ids.ts';
import { onlyInterface, setInterface } from './modifyInstanceAttribute.ts';

export function resetInstanceAttribute(call: Call, input: ResetInstanceAttributeRequest): object {
  const instance = findInstance(call, input.InstanceId);
  const attribute = required(input.Attribute, 'attribute');
  if (attribute === 'kernel' || attribute === 'ramdisk') throw unsupported(`Resetting the ${attribute}`);
  if (attribute !== 'sourceDestCheck') {
    throw new AwsError('InvalidParameterValue', `Value (${attribute}) for parameter attribute is invalid.`);
  }
  setInterface(call, onlyInterface(call, instance), { sourceDestCheck: true });
  return {};
}
