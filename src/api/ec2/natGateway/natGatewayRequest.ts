/** What a CreateNatGateway asks for, once it is known to make sense. */
import type { CreateNatGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import type { NatGateway } from '../../../resources/natGateway.ts';
import type { Subnet } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findSubnet, required } from '../ids.ts';
import { natElasticIp } from './natElasticIps.ts';

/** Beside the primary one. */
const MAX_SECONDARY = 7;

export interface NatGatewayPlan {
  readonly subnet: Subnet;
  readonly connectivityType: NatGateway['spec']['connectivityType'];
  /** One for each address, the primary one first; any free address where undefined. */
  readonly privateAddresses: readonly (string | undefined)[];
  /** Of a public gateway: as many as private addresses, in their order. */
  readonly elasticIps: readonly ElasticIp[];
}

export function natGatewayPlan(call: Call, input: CreateNatGatewayRequest): NatGatewayPlan {
  refuseRegional(input);
  const connectivityType = connectivityFrom(input.ConnectivityType);
  const subnet = findSubnet(call, required(input.SubnetId, 'SubnetId'));
  if (connectivityType === 'private') checkPrivate(input);
  else checkPublic(input);
  const allocationIds = [input.AllocationId, ...(input.SecondaryAllocationIds ?? [])].filter(
    (id) => id !== undefined,
  );
  const elasticIps = allocationIds.map((id) => natElasticIp(call, id));
  const secondary = secondaryAddresses(input, elasticIps.length - 1);
  return { subnet, connectivityType, privateAddresses: [input.PrivateIpAddress, ...secondary], elasticIps };
}

/** Wanted addresses, and `undefined` for any. @throws AwsError InvalidParameterCombination, InvalidParameterValue */
export function wantedAddresses(
  addresses: readonly string[] | undefined,
  count: number | undefined,
): (string | undefined)[] {
  if (addresses?.length && count !== undefined && addresses.length !== count) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The number of private IP addresses does not match the number that was asked for.',
    );
  }
  const length = addresses?.length || (count ?? 0);
  if (length >= 0 && length <= MAX_SECONDARY) return Array.from({ length }, (_, at) => addresses?.[at]);
  throw new AwsError(
    'InvalidParameterValue',
    `A NAT gateway can have from 0 to ${MAX_SECONDARY} secondary addresses.`,
  );
}

function secondaryAddresses(input: CreateNatGatewayRequest, elasticIps: number): (string | undefined)[] {
  const { SecondaryPrivateIpAddresses: addresses, SecondaryPrivateIpAddressCount: count } = input;
  if (addresses?.length && count !== undefined) {
    throw combination('SecondaryPrivateIpAddressCount', 'SecondaryPrivateIpAddresses');
  }
  return wantedAddresses(addresses, input.ConnectivityType === 'private' ? count : elasticIps);
}

function checkPrivate(input: CreateNatGatewayRequest): void {
  if (input.AllocationId || input.SecondaryAllocationIds?.length) {
    throw combination('AllocationId', 'ConnectivityType private');
  }
}

function checkPublic(input: CreateNatGatewayRequest): void {
  required(input.AllocationId, 'AllocationId');
  if (input.SecondaryPrivateIpAddressCount !== undefined) {
    throw combination('SecondaryPrivateIpAddressCount', 'ConnectivityType public');
  }
}

function connectivityFrom(text: string = 'public'): NatGatewayPlan['connectivityType'] {
  if (text === 'public' || text === 'private') return text;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter connectivityType is invalid. Valid values are public, private.`,
  );
}

function refuseRegional(input: CreateNatGatewayRequest): void {
  const { AvailabilityMode: mode = 'zonal', VpcId, AvailabilityZoneAddresses } = input;
  if (mode === 'regional' || VpcId || AvailabilityZoneAddresses?.length) {
    throw unsupported('A NAT gateway of availability mode regional');
  }
}

function combination(one: string, other: string): AwsError {
  return new AwsError('InvalidParameterCombination', `${one} cannot be used together with ${other}.`);
}
