/** The private addresses that a request asks for on a new interface, in any of the ways in which it may say so. */
import type { Ipv4PrefixSpecificationRequest, PrivateIpAddressSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { unsupported } from '../describe.ts';

/** Members that CreateNetworkInterface and RunInstances share. */
export interface AddressRequest {
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly PrivateIpAddressSpecification[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly Ipv4Prefixes?: readonly Ipv4PrefixSpecificationRequest[];
  readonly Ipv4PrefixCount?: number;
  readonly Ipv6Prefixes?: readonly unknown[];
  readonly Ipv6PrefixCount?: number;
}

export interface RequestedAddresses {
  /** Any free one when undefined. */
  readonly privateIpAddress?: string;
  readonly secondaryAddresses: readonly (string | undefined)[];
  /** Blocks of sixteen addresses; any free one when undefined. */
  readonly ipv4Prefixes: readonly (string | undefined)[];
}

/** @throws AwsError InvalidParameterCombination, InvalidParameterValue, UnsupportedOperation */
export function requestedAddresses(request: AddressRequest): RequestedAddresses {
  refuseIpv6Prefixes(request);
  const listed = request.PrivateIpAddresses ?? [];
  const primary = listed.filter(({ Primary }) => Primary);
  const others = listed.filter(({ Primary }) => !Primary).map(addressIn);
  const count = request.SecondaryPrivateIpAddressCount;
  if (primary.length + (request.PrivateIpAddress ? 1 : 0) > 1) {
    throw combination('Only one primary private IP address can be specified.');
  }
  if (count !== undefined && others.length > 0) {
    throw combination(
      'The parameters secondaryPrivateIpAddressCount and privateIpAddresses exclude each other.',
    );
  }
  if (count !== undefined && !(count >= 0)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${count}) for parameter secondaryPrivateIpAddressCount is invalid.`,
    );
  }
  return {
    privateIpAddress: request.PrivateIpAddress ?? primary.map(addressIn)[0],
    secondaryAddresses: count === undefined ? others : anyAddresses(count),
    ipv4Prefixes: requestedPrefixes(request.Ipv4Prefixes, request.Ipv4PrefixCount),
  };
}

/** That many that are free; more than any interface takes are no more than those. */
export function anyAddresses(count: number): undefined[] {
  return Array.from({ length: Math.min(count, MORE_THAN_FIT) }, () => undefined);
}

const MORE_THAN_FIT = 1000;

/** Named ones, or that many that are free. @throws AwsError InvalidParameterCombination, InvalidParameterValue, MissingParameter */
export function requestedPrefixes(
  listed: readonly Ipv4PrefixSpecificationRequest[] = [],
  count?: number,
): (string | undefined)[] {
  if (count === undefined) return [...new Set(listed.map(prefixIn))];
  if (listed.length > 0) {
    throw combination('The parameters ipv4Prefixes and ipv4PrefixCount exclude each other.');
  }
  if (count >= 0) return anyAddresses(count);
  throw new AwsError('InvalidParameterValue', `Value (${count}) for parameter ipv4PrefixCount is invalid.`);
}

/** Blocks of IPv6 addresses on an interface come later. */
export function refuseIpv6Prefixes({
  Ipv6Prefixes,
  Ipv6PrefixCount,
}: Pick<AddressRequest, 'Ipv6Prefixes' | 'Ipv6PrefixCount'>): void {
  if (Ipv6Prefixes?.length || Ipv6PrefixCount) {
    throw unsupported('An IPv6 prefix delegated to a network interface');
  }
}

function prefixIn({ Ipv4Prefix }: Ipv4PrefixSpecificationRequest): string {
  if (Ipv4Prefix) return Ipv4Prefix;
  throw new AwsError('MissingParameter', 'The request must contain the parameter ipv4Prefix');
}

function addressIn({ PrivateIpAddress }: PrivateIpAddressSpecification): string {
  if (PrivateIpAddress) return PrivateIpAddress;
  throw new AwsError('MissingParameter', 'The request must contain the parameter privateIpAddress');
}

function combination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}
