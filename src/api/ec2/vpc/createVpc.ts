/** CreateVpc: a network of its own with a main route table, a default ACL and a default security group. */
import type { CreateVpcRequest, CreateVpcResult, Vpc as VpcShape } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr } from '../../../base/ip.ts';
import type { Vpc } from '../../../resources/network.ts';
import { ipv6Blocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { networkBlock } from '../cidrBlocks.ts';
import { unsupported } from '../describe.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { ensureDhcpOptions, makeVpcParts, newResource } from '../vpcParts.ts';
import { asksForIpv6, newIpv6Block } from './ipv6Block.ts';
import { ipv6BlockView, vpcView } from './vpcView.ts';

export function createVpc(call: Call, input: CreateVpcRequest): CreateVpcResult {
  if (input.Ipv4IpamPoolId) throw unsupported('An IPAM pool');
  if (input.VpcEncryptionControl) throw unsupported('Encryption control of a VPC');
  const vpc = vpcFrom(call, input);
  checkVpcQuota(call);
  call.tx.vpcs.put(vpc);
  makeVpcParts(call, vpc);
  return { Vpc: newVpcView(vpc) };
}

export function checkVpcQuota(call: Call): void {
  const present = call.tx.vpcs.count('scope', mine(call));
  checkQuota(
    call,
    'vpcsPerRegion',
    present,
    'VpcLimitExceeded',
    'The maximum number of VPCs has been reached.',
  );
}

function vpcFrom(call: Call, input: CreateVpcRequest): Vpc {
  if (!input.CidrBlock) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' must be provided.");
  }
  return {
    ...newResource(call, 'vpc'),
    tags: tagsFor(input.TagSpecifications, 'vpc'),
    spec: {
      cidrBlock: formatCidr(networkBlock(input.CidrBlock, 'InvalidVpc.Range')),
      ipv6Blocks: asksForIpv6(call, input) ? [newIpv6Block(call)] : undefined,
      isDefault: false,
      instanceTenancy: tenancyFrom(input),
      dhcpOptionsId: ensureDhcpOptions(call),
      enableDnsSupport: true,
      enableDnsHostnames: false,
      enableNetworkAddressUsageMetrics: false,
    },
    status: {},
  };
}

function newVpcView(vpc: Vpc): VpcShape {
  const associations = ipv6Blocks(vpc).map((block) => ipv6BlockView(vpc, block, 'associating'));
  return { ...vpcView(vpc), State: 'pending', Ipv6CidrBlockAssociationSet: associations };
}

function tenancyFrom({ InstanceTenancy: tenancy = 'default' }: CreateVpcRequest): 'default' | 'dedicated' {
  if (tenancy === 'default' || tenancy === 'dedicated') return tenancy;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${tenancy}) for parameter instanceTenancy is invalid. Valid values are default, dedicated.`,
  );
}
