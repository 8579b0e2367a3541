/** ModifySubnetAttribute: one attribute per call. */
import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findSubnet } from '../ids.ts';

export function modifySubnetAttribute(call: Call, input: ModifySubnetAttributeRequest): object {
  const subnet = findSubnet(call, input.SubnetId);
  checkAttributes(input);
  const mapPublicIpOnLaunch = input.MapPublicIpOnLaunch?.Value;
  if (mapPublicIpOnLaunch !== undefined) {
    call.tx.subnets.put({ ...subnet, spec: { ...subnet.spec, mapPublicIpOnLaunch } });
  }
  return {};
}

/** Attributes that this service cannot turn on may be set to what they are anyway. */
function checkAttributes({
  SubnetId: _id,
  MapPublicIpOnLaunch,
  ...others
}: ModifySubnetAttributeRequest): void {
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  if (given.length + (MapPublicIpOnLaunch ? 1 : 0) !== 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one subnet attribute to modify.',
    );
  }
  for (const [name, value] of given) {
    const isOff = value === 'ip-name' || (typeof value === 'object' && value.Value === false);
    if (!isOff) throw unsupported(`The subnet attribute ${name}`);
  }
}
