/** CreateSubnet: a part of a VPC's block, in one zone. */
import type { CreateSubnetRequest, CreateSubnetResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { type Cidr, containsCidr, formatCidr, overlaps } from '../../../base/ip.ts';
import type { Subnet, Vpc } from '../../../resources/network.ts';
import { type Zone, zonesById, zonesOf } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { networkBlock, parsedBlock } from '../cidrBlocks.ts';
import { unsupported } from '../describe.ts';
import { findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { associateWithDefaultAcl, newResource } from '../vpcParts.ts';
import { subnetView } from './subnetView.ts';

export function createSubnet(call: Call, input: CreateSubnetRequest): CreateSubnetResult {
  if (input.Ipv6CidrBlock || input.Ipv6Native || input.Ipv6IpamPoolId) throw unsupported('An IPv6 subnet');
  if (input.Ipv4IpamPoolId) throw unsupported('An IPAM pool');
  const vpc = findVpc(call, input.VpcId);
  const subnet: Subnet = {
    ...newResource(call, 'subnet'),
    tags: tagsFor(input.TagSpecifications, 'subnet'),
    spec: {
      vpcId: vpc.id,
      cidrBlock: formatCidr(blockFrom(call, input, vpc)),
      availabilityZone: zoneFrom(call, input).name,
      defaultForAz: false,
      mapPublicIpOnLaunch: false,
    },
  };
  checkRoom(call, vpc);
  call.tx.subnets.put(subnet);
  associateWithDefaultAcl(call, vpc.id, subnet.id);
  return { Subnet: subnetView(call, subnet) };
}

function blockFrom(call: Call, input: CreateSubnetRequest, vpc: Vpc): Cidr {
  if (!input.CidrBlock) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv6CidrBlock' must be provided.");
  }
  const block = networkBlock(input.CidrBlock, 'InvalidSubnet.Range');
  if (!containsCidr(parsedBlock(vpc.spec.cidrBlock), block)) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
  }
  const others = call.tx.subnets.by('vpc', vpc.id);
  if (others.some(({ spec }) => overlaps(parsedBlock(spec.cidrBlock), block))) {
    throw new AwsError(
      'InvalidSubnet.Conflict',
      `The CIDR '${input.CidrBlock}' conflicts with another subnet`,
    );
  }
  return block;
}

function zoneFrom(call: Call, input: CreateSubnetRequest): Zone {
  if (input.AvailabilityZone && input.AvailabilityZoneId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter AvailabilityZone cannot be used with the parameter AvailabilityZoneId.',
    );
  }
  if (input.AvailabilityZone) return namedZone(call, 'availabilityZone', input.AvailabilityZone);
  if (input.AvailabilityZoneId) return namedZone(call, 'availabilityZoneId', input.AvailabilityZoneId);
  return leastUsedZone(call, input.VpcId ?? '');
}

function namedZone(call: Call, parameter: 'availabilityZone' | 'availabilityZoneId', wanted: string): Zone {
  const key = parameter === 'availabilityZone' ? 'name' : 'id';
  const zones = zonesOf(call);
  const zone = zones.find((one) => one[key] === wanted);
  if (zone) return zone;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${wanted}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((one) => one[key]).join(', ')}.`,
  );
}

/**
 * AWS chooses freely. Spreading serves those who make one subnet per zone without naming zones; the order of ids
 * lets accounts that name none meet in the same zones.
 */
function leastUsedZone(call: Call, vpcId: string): Zone {
  const subnets = call.tx.subnets.by('vpc', vpcId);
  const used = (zone: Zone) => subnets.filter(({ spec }) => spec.availabilityZone === zone.name).length;
  return zonesById(call).reduce((best, zone) => (used(zone) < used(best) ? zone : best));
}

function checkRoom(call: Call, vpc: Vpc): void {
  const words = `The maximum number of subnets has been reached for vpc '${vpc.id}'.`;
  checkQuota('subnetsPerVpc', call.tx.subnets.count('vpc', vpc.id), 'SubnetLimitExceeded', words);
}
