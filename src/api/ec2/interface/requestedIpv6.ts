/** The IPv6 addresses that a request asks for on an interface. */
import type { InstanceIpv6Address } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import { unsupported } from '../describe.ts';

export interface Ipv6Request {
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly (InstanceIpv6Address | string)[];
  readonly EnablePrimaryIpv6?: boolean;
  readonly PrimaryIpv6?: boolean;
}

const MAX_COUNT = 1000;

/**
 * Any free one where undefined. Where nothing is asked for, a new interface gets one if its subnet says so, or has no
 * other addresses.
 * @throws AwsError InvalidParameterCombination, InvalidParameterValue, UnsupportedOperation
 */
export function requestedIpv6(
  request: Ipv6Request,
  { id, spec }: Subnet,
  isNew: boolean,
): readonly (string | undefined)[] {
  if (request.EnablePrimaryIpv6 || request.PrimaryIpv6) throw unsupported('A primary IPv6 address');
  const listed = (request.Ipv6Addresses ?? []).map((each) =>
    typeof each === 'string' ? each : (each.Ipv6Address ?? ''),
  );
  const count = countFrom(request, listed.length);
  const least = isNew && !spec.cidrBlock ? 1 : 0;
  const usual = isNew && spec.ipv6Block && spec.assignIpv6AddressOnCreation ? 1 : least;
  const wanted =
    listed.length > 0
      ? [...new Set(listed)]
      : Array.from({ length: Math.max(count ?? usual, least) }, () => undefined);
  if (wanted.length === 0 || spec.ipv6Block) return wanted;
  throw new AwsError('InvalidParameterValue', `The subnet '${id}' has no IPv6 CIDR block.`);
}

function countFrom({ Ipv6AddressCount: count }: Ipv6Request, listed: number): number | undefined {
  if (count === undefined) return undefined;
  if (listed > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters ipv6AddressCount and ipv6Addresses exclude each other.',
    );
  }
  if (count >= 0 && count <= MAX_COUNT) return count;
  throw new AwsError('InvalidParameterValue', `Value (${count}) for parameter ipv6AddressCount is invalid.`);
}
