/** DescribeInstances. */
import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { instanceFilters } from './instanceFilters.ts';
import { reservationViews } from './instanceView.ts';

export function describeInstances(call: Call, input: DescribeInstancesRequest): DescribeInstancesResult {
  if (input.InstanceIds?.length && input.MaxResults !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const instances = findSome(call, call.tx.instances, 'instance', input.InstanceIds);
  const { rows, nextToken } = filteredPage(instances, input, instanceFilters(call.tx));
  return { Reservations: reservationViews(call.tx, rows), NextToken: nextToken };
}
