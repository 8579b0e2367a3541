/** CreateSubnet: a part of a VPC's block, in one zone. */
import type { CreateSubnetRequest, CreateSubnetResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { type Cidr, containsCidr, formatCidr, overlaps } from '../../../base/ip.ts';
import type { Subnet, Vpc } from '../../../resources/network.ts';
import { ipv4Blocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { networkBlock, parsedBlock } from '../cidrBlocks.ts';
import { unsupported } from '../describe.ts';
import { findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { associateWithDefaultAcl, newResource } from '../vpcParts.ts';
import { newSubnetIpv6Block } from './ipv6Block.ts';
import { leastUsedZone, requestedZone } from './requestedZone.ts';
import { subnetView } from './subnetView.ts';

export function createSubnet(call: Call, input: CreateSubnetRequest): CreateSubnetResult {
  refuseWhatIsAbsent(input);
  const vpc = findVpc(call, input.VpcId);
  const subnet: Subnet = {
    ...newResource(call, 'subnet'),
    tags: tagsFor(input.TagSpecifications, 'subnet'),
    spec: {
      vpcId: vpc.id,
      cidrBlock: formatCidr(blockFrom(call, input, vpc)),
      ipv6Block: input.Ipv6CidrBlock ? newSubnetIpv6Block(call, vpc, input.Ipv6CidrBlock) : undefined,
      availabilityZone: (requestedZone(call, input) ?? leastUsedZone(call, vpc.id)).name,
      defaultForAz: false,
      mapPublicIpOnLaunch: false,
    },
  };
  checkRoom(call, vpc);
  call.tx.subnets.put(subnet);
  associateWithDefaultAcl(call, vpc.id, subnet.id);
  return { Subnet: subnetView(call, subnet) };
}

/** A subnet without IPv4 would have no interface that carries anything: IPv6 is kept and shown only. */
function refuseWhatIsAbsent(input: CreateSubnetRequest): void {
  if (input.Ipv6Native) throw unsupported('A subnet of IPv6 addresses only');
  if (input.Ipv4IpamPoolId || input.Ipv6IpamPoolId) throw unsupported('An IPAM pool');
  if (input.OutpostArn) throw unsupported('An Outpost');
}

function blockFrom(call: Call, input: CreateSubnetRequest, vpc: Vpc): Cidr {
  if (!input.CidrBlock) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv6CidrBlock' must be provided.");
  }
  const block = networkBlock(input.CidrBlock, 'InvalidSubnet.Range');
  if (!ipv4Blocks(vpc).some(({ cidrBlock }) => containsCidr(parsedBlock(cidrBlock), block))) {
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

function checkRoom(call: Call, vpc: Vpc): void {
  const words = `The maximum number of subnets has been reached for vpc '${vpc.id}'.`;
  checkQuota(call, 'subnetsPerVpc', call.tx.subnets.count('vpc', vpc.id), 'SubnetLimitExceeded', words);
}
