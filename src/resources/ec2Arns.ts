/** ARNs of EC2's resources: their type follows from how their ids begin. */
import type { Resource } from './identity.ts';

/** Longer prefixes stand before the shorter ones that they begin with. */
const TYPES: readonly (readonly [prefix: string, type: string])[] = [
  ['vpce-svc-', 'vpc-endpoint-service'],
  ['vpce-', 'vpc-endpoint'],
  ['vpc-', 'vpc'],
  ['subnet-', 'subnet'],
  ['sgr-', 'security-group-rule'],
  ['sg-', 'security-group'],
  ['eni-', 'network-interface'],
  ['rtb-', 'route-table'],
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['acl-', 'network-acl'],
  ['nat-', 'natgateway'],
  ['pcx-', 'vpc-peering-connection'],
  ['vgw-', 'vpn-gateway'],
  ['tgw-attach-', 'transit-gateway-attachment'],
  ['tgw-rtb-', 'transit-gateway-route-table'],
  ['tgw-', 'transit-gateway'],
  ['pl-', 'prefix-list'],
  ['nip-', 'network-insights-path'],
  ['nia-', 'network-insights-analysis'],
  ['i-', 'instance'],
];

/** `arn:aws:ec2:us-east-1:111122223333:instance/i-…`; the id itself where it is an ARN (ELBv2's are). */
export function ec2Arn({ id, accountId, region }: Pick<Resource, 'id' | 'accountId' | 'region'>): string {
  if (id.startsWith('arn:')) return id;
  const type = TYPES.find(([prefix]) => id.startsWith(prefix))?.[1];
  return `arn:aws:ec2:${region}:${accountId}:${type}/${id}`;
}
