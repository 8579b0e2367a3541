/** ModifyInstanceAttribute: groups of the instance's interface, and protection from termination. */
import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findInstance } from '../ids.ts';
import { interfaceGroups } from '../interface/modifyNetworkInterfaceAttribute.ts';
import { interfaceOf } from './instanceView.ts';

/** AWS changes these on a stopped instance only; instances here never stop. */
const WHEN_STOPPED = ['InstanceType', 'UserData', 'Kernel', 'Ramdisk', 'EbsOptimized', 'EnaSupport'] as const;

export function modifyInstanceAttribute(call: Call, input: ModifyInstanceAttributeRequest): object {
  const instance = findInstance(call, input.InstanceId);
  const attributes = Object.entries(input).filter(
    ([name, value]) => name !== 'InstanceId' && name !== 'DryRun' && value !== undefined,
  );
  if (attributes.length !== 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one instance attribute to modify.',
    );
  }
  if (WHEN_STOPPED.some((name) => input[name])) {
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in the 'stopped' state.`,
    );
  }
  change(call, instance, input, attributes[0]?.[0] ?? '');
  return {};
}

function change(call: Call, instance: Instance, input: ModifyInstanceAttributeRequest, name: string): void {
  if (input.Groups) setGroups(call, instance, input.Groups);
  else if (input.DisableApiTermination) setProtection(call, instance, input.DisableApiTermination.Value);
  else if (!isAsItIs(input)) throw unsupported(`Changing the instance attribute ${name}`);
}

/** Terraform sets these to what they are anyway before it terminates an instance. */
function isAsItIs(input: ModifyInstanceAttributeRequest): boolean {
  return (
    input.SourceDestCheck?.Value === true ||
    input.DisableApiStop?.Value === false ||
    input.InstanceInitiatedShutdownBehavior?.Value === 'stop'
  );
}

function setGroups(call: Call, instance: Instance, groups: readonly string[]): void {
  const row = interfaceOf(call.tx, instance);
  if (!row) {
    throw new AwsError('IncorrectInstanceState', `The instance '${instance.id}' is terminated.`);
  }
  const groupIds = interfaceGroups(call, row, groups);
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, groupIds } });
}

function setProtection(call: Call, instance: Instance, disableApiTermination = false): void {
  call.tx.instances.put({ ...instance, spec: { ...instance.spec, disableApiTermination } });
}
