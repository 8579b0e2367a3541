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
      cidrBlock: ipv4From(call, input, vpc),
      ipv6Block: input.Ipv6CidrBlock ? newSubnetIpv6Block(call, vpc, input.Ipv6CidrBlock) : undefined,
      availabilityZone: (requestedZone(call, input) ?? leastUsedZone(call, vpc.id)).name,
      defaultForAz: false,
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: input.Ipv6Native,
    },
  };
  checkRoom(call, vpc);
  call.tx.subnets.put(subnet);
  associateWithDefaultAcl(call, vpc.id, subnet.id);
  return { Subnet: subnetView(call, subnet) };
}

function refuseWhatIsAbsent(input: CreateSubnetRequest): void {
  if (input.Ipv4IpamPoolId || input.Ipv6IpamPoolId) throw unsupported('An IPAM pool');
  if (input.OutpostArn) throw unsupported('An Outpost');
}

/** The subnet's IPv4 block; undefined where it is to have IPv6 addresses only. */
function ipv4From(call: Call, input: CreateSubnetRequest, vpc: Vpc): string | undefined {
  if (input.Ipv6Native) return refuseIpv4(input);
  if (input.CidrBlock) return formatCidr(ipv4Block(call, vpc, input.CidrBlock));
  throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv6CidrBlock' must be provided.");
}

function refuseIpv4(input: CreateSubnetRequest): undefined {
  if (!input.Ipv6CidrBlock) {
    throw new AwsError('MissingParameter', "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.");
  }
  if (input.CidrBlock) {
    throw new AwsError(
      'InvalidParameterCombination',
      'When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.',
    );
  }
}

function ipv4Block(call: Call, vpc: Vpc, text: string): Cidr {
  const block = networkBlock(text, 'InvalidSubnet.Range');
  if (!ipv4Blocks(vpc).some(({ cidrBlock }) => containsCidr(parsedBlock(cidrBlock), block))) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  }
  const others = call.tx.subnets.by('vpc', vpc.id);
  if (others.some(({ spec }) => spec.cidrBlock && overlaps(parsedBlock(spec.cidrBlock), block))) {
    throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
  }
  return block;
}

function checkRoom(call: Call, vpc: Vpc): void {
  const words = `The maximum number of subnets has been reached for vpc '${vpc.id}'.`;
  checkQuota(call, 'subnetsPerVpc', call.tx.subnets.count('vpc', vpc.id), 'SubnetLimitExceeded', words);
}
