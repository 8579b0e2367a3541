/** Idle timeouts of tracked connections, as a request sets them for one interface. */
import type { ConnectionTrackingSpecificationRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ConnectionTracking } from '../../../resources/networkInterface.ts';

/** Least and most seconds that AWS takes. */
const RANGES = {
  TcpEstablishedTimeout: [60, 432_000],
  UdpStreamTimeout: [60, 180],
  UdpTimeout: [30, 60],
} as const;

/** @throws AwsError InvalidParameterValue */
export function connectionTrackingFrom(
  request: ConnectionTrackingSpecificationRequest | undefined,
): ConnectionTracking | undefined {
  if (!request) return undefined;
  for (const name of Object.keys(RANGES) as (keyof typeof RANGES)[]) checkRange(name, request[name]);
  return {
    tcpEstablishedTimeout: request.TcpEstablishedTimeout,
    udpStreamTimeout: request.UdpStreamTimeout,
    udpTimeout: request.UdpTimeout,
  };
}

function checkRange(name: keyof typeof RANGES, seconds: number | undefined): void {
  const [least, most] = RANGES[name];
  if (seconds === undefined || (seconds >= least && seconds <= most)) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${seconds}) for parameter ${name} is invalid. It must be between ${least} and ${most} seconds.`,
  );
}
