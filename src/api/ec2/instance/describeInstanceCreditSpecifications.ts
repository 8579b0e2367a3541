/** DescribeInstanceCreditSpecifications: of burstable instances; nothing here counts credits. */
import type {
  DescribeInstanceCreditSpecificationsRequest,
  DescribeInstanceCreditSpecificationsResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { findInstanceType } from './instanceTypes.ts';

const FILTERS: FilterDefinitions<Instance> = { 'instance-id': ({ id }) => id };

export function describeInstanceCreditSpecifications(
  call: Call,
  input: DescribeInstanceCreditSpecificationsRequest,
): DescribeInstanceCreditSpecificationsResult {
  const asked = findSome(call, call.tx.instances, 'instance', input.InstanceIds);
  const other = input.InstanceIds?.length ? asked.find((instance) => !isBurstable(instance)) : undefined;
  if (other) {
    throw new AwsError(
      'InvalidParameterValue',
      `The instance '${other.id}' is not a burstable performance instance.`,
    );
  }
  const { rows, nextToken } = filteredPage(asked.filter(isBurstable), input, FILTERS);
  return {
    InstanceCreditSpecifications: rows.map((instance) => ({
      InstanceId: instance.id,
      CpuCredits: instance.spec.settings?.cpuCredits ?? defaultCredits(instance),
    })),
    NextToken: nextToken,
  };
}

function isBurstable({ spec }: Instance): boolean {
  return findInstanceType(spec.instanceType)?.burstable ?? false;
}

function defaultCredits({ spec }: Instance): 'standard' | 'unlimited' {
  return spec.instanceType.startsWith('t2.') ? 'standard' : 'unlimited';
}
