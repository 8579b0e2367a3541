/** Elastic IPs that NAT gateways take. */
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import { scopeKey } from '../../../resources/identity.ts';
import { associationOf } from '../../../state/elasticIps.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';

/** NAT gateways have an error of their own for it. @throws AwsError InvalidElasticIpID.NotFound */
export function natElasticIp(call: Call, allocationId: string): ElasticIp {
  const row = call.tx.elasticIps.get(allocationId);
  if (row && scopeKey(row) === mine(call)) return row;
  throw new AwsError('InvalidElasticIpID.NotFound', `The elasticIp ID '${allocationId}' does not exist`);
}

/** The first that stands for something already, or is asked for twice. */
export function takenAmong(tables: Snapshot, elasticIps: readonly ElasticIp[]): ElasticIp | undefined {
  return elasticIps.find((row, at) => associationOf(tables, row) || elasticIps.indexOf(row) < at);
}

export function alreadyAssociated({ id }: ElasticIp): { readonly code: string; readonly message: string } {
  return { code: 'Resource.AlreadyAssociated', message: `Elastic IP address ${id} is already associated` };
}
