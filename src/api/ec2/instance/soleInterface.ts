/** The interface that an instance stands for where a request names the instance alone. */
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { findInstance } from '../ids.ts';
import { isEnding } from './instanceStates.ts';

/** @throws AwsError InvalidInstanceID.NotFound, InvalidInstanceID for one that is ending or has several interfaces */
export function soleInterface(call: Call, instanceId: string): NetworkInterface {
  const instance = findInstance(call, instanceId);
  const [row, second] = interfacesOfInstance(call.tx, instance.id);
  if (!row || isEnding(instance)) {
    throw invalid(`The instance '${instance.id}' is not in a valid state for this operation.`);
  }
  if (!second) return row;
  throw invalid(
    `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInstanceID', message);
}
