/** The entry that a CreateNetworkAclEntry or ReplaceNetworkAclEntry asks for. */
import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr } from '../../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { NetworkAclEntry } from '../../../resources/network.ts';
import { parsedBlock } from '../cidrBlocks.ts';
import { required } from '../ids.ts';
import { protocolPart } from './entryProtocol.ts';

/** Higher numbers are AWS's own. */
const LAST_RULE = 32_766;

/** @throws AwsError MissingParameter, InvalidParameterCombination, InvalidParameterValue */
export function requestedEntry(input: CreateNetworkAclEntryRequest): NetworkAclEntry {
  const { ruleNumber, egress } = entryKey(input);
  const ruleAction = actionFrom(required(input.RuleAction, 'ruleAction'));
  const cidr = cidrFrom(input);
  return { ruleNumber, egress, ruleAction, cidr, ...protocolPart(input, cidr) };
}

/** What tells an entry from the others of its ACL. */
export function entryKey(input: { RuleNumber?: number; Egress?: boolean }): {
  readonly ruleNumber: number;
  readonly egress: boolean;
} {
  const ruleNumber = required(input.RuleNumber, 'ruleNumber');
  const egress = required(input.Egress, 'egress');
  if (ruleNumber >= 1 && ruleNumber <= LAST_RULE) return { ruleNumber, egress };
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${ruleNumber}) for parameter ruleNumber is invalid. Rule numbers go from 1 to ${LAST_RULE}.`,
  );
}

function actionFrom(text: string): 'allow' | 'deny' {
  const action = text.toLowerCase();
  if (action === 'allow' || action === 'deny') return action;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter ruleAction is invalid. Valid values are allow, deny.`,
  );
}

function cidrFrom({ CidrBlock, Ipv6CidrBlock }: CreateNetworkAclEntryRequest): string {
  if (CidrBlock && Ipv6CidrBlock) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter cidrBlock cannot be used with the parameter ipv6CidrBlock',
    );
  }
  if (CidrBlock) return formatCidr(parsedBlock(CidrBlock));
  const ipv6 = Ipv6CidrBlock && canonicalIpv6Cidr(Ipv6CidrBlock);
  if (ipv6) return ipv6;
  if (!Ipv6CidrBlock) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv6CidrBlock' should be defined.");
  }
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${Ipv6CidrBlock}) for parameter ipv6CidrBlock is invalid. This is not a valid CIDR block.`,
  );
}
