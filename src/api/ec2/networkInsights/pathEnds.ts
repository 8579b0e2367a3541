/** What can be the source or the destination of a path, by its id or its ARN. */
import { AwsError } from '../../../base/awsError.ts';
import { ec2Arn } from '../../../resources/ec2Arns.ts';
import { type Resource, scopeKey } from '../../../resources/identity.ts';
import type { PathEnd } from '../../../resources/networkInsights.ts';
import { isShownTo, type PeeringConnection } from '../../../resources/peeringConnection.ts';
import type { ReadTable } from '../../../state/table.ts';
import type { TableName } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';

/** Longer prefixes stand before the shorter ones that they begin with. */
const KINDS: readonly (readonly [prefix: string, table: TableName])[] = [
  ['i-', 'instances'],
  ['eni-', 'networkInterfaces'],
  ['igw-', 'internetGateways'],
  ['vpce-svc-', 'endpointServices'],
  ['vpce-', 'vpcEndpoints'],
  ['pcx-', 'peeringConnections'],
  ['vgw-', 'vpnGateways'],
  ['tgw-attach-', 'transitGatewayAttachments'],
  ['tgw-', 'transitGateways'],
];

/** Two labels at least. */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\.?$/i;

/**
 * @param text an id of the caller's, or an ARN, which may be another account's; as a destination also a DNS name, which
 * AWS has not
 * @throws AwsError InvalidParameterValue for what cannot be an end, `NetworkInsightsSource.NotFound` and
 * `NetworkInsightsDestination.NotFound`
 */
export function pathEnd(call: Call, text: string, role: 'Source' | 'Destination'): PathEnd {
  const id = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  const table = KINDS.find(([prefix]) => id.startsWith(prefix))?.[1];
  if (!table && role === 'Destination' && DNS_NAME.test(text)) return { id: text.toLowerCase() };
  if (!table) {
    throw new AwsError(
      'InvalidParameterValue',
      `'${text}' is not valid as the ${role.toLowerCase()} of a path.`,
    );
  }
  const row = (call.tx[table] as ReadTable<Resource>).get(id);
  if (!row || !isMeant(call, row, text)) {
    throw new AwsError(
      `NetworkInsights${role}.NotFound`,
      `The ${role.toLowerCase()} '${text}' does not exist.`,
    );
  }
  return { id, arn: text === id ? ownArn(call, row) : text };
}

/** With verified signatures accounts are not taken to belong together: nobody learns of others' resources. */
function isMeant(call: Call, row: Resource, text: string): boolean {
  if (isMine(call, row)) return text === row.id || text === ownArn(call, row);
  return text === ec2Arn(row) && !call.verified;
}

function isMine(call: Call, row: Resource): boolean {
  if (scopeKey(row) === mine(call)) return true;
  return row.id.startsWith('pcx-') && isShownTo(row as PeeringConnection, call, call.now);
}

/** A peering connection has an ARN on each side. */
function ownArn(call: Call, row: Resource): string {
  return ec2Arn(row.id.startsWith('pcx-') ? { ...row, accountId: call.accountId, region: call.region } : row);
}
