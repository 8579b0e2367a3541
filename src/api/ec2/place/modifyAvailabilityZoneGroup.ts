/** ModifyAvailabilityZoneGroup: a Region's own zones are always in; there are no Local Zones to opt into. */
import type {
  ModifyAvailabilityZoneGroupRequest,
  ModifyAvailabilityZoneGroupResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { zoneGroupName } from './describeAvailabilityZones.ts';

export function modifyAvailabilityZoneGroup(
  { region }: Call,
  input: ModifyAvailabilityZoneGroupRequest,
): ModifyAvailabilityZoneGroupResult {
  const group = required(input.GroupName, 'GroupName');
  const status: string = required(input.OptInStatus, 'OptInStatus');
  if (status !== 'opted-in' && status !== 'not-opted-in') {
    throw invalid(`Value (${status}) for parameter optInStatus is invalid.`);
  }
  if (group !== zoneGroupName(region)) throw invalid(`Invalid availability zone group: [${group}]`);
  if (status === 'opted-in') return { Return: true };
  throw new AwsError('UnsupportedOperation', `The zone group '${group}' cannot be opted out of.`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
