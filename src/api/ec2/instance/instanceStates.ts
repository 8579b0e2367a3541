/** Instance states and the numbers that AWS gives them. */
import type { InstanceState as StateShape } from '@aws-sdk/client-ec2';
import type { Instance, InstanceState } from '../../../resources/instance.ts';

const CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function stateView({ status: { state } }: Pick<Instance, 'status'>): StateShape {
  return { Name: state, Code: CODES[state] };
}

export function stateCode({ status: { state } }: Instance): number {
  return CODES[state];
}

/** A terminating instance takes no more changes. */
export function isEnding({ status: { state } }: Instance): boolean {
  return state === 'shutting-down' || state === 'terminated';
}
