/** DescribeEgressOnlyInternetGateways. AWS shows those of the asked ids that are there: the others are no error. */
import type {
  DescribeEgressOnlyInternetGatewaysRequest,
  DescribeEgressOnlyInternetGatewaysResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { checkId, mine } from '../ids.ts';
import { egressGatewayView } from './egressGatewayView.ts';

export function describeEgressOnlyInternetGateways(
  call: Call,
  input: DescribeEgressOnlyInternetGatewaysRequest,
): DescribeEgressOnlyInternetGatewaysResult {
  const asked = input.EgressOnlyInternetGatewayIds ?? [];
  for (const id of asked) checkId('egressOnlyInternetGateway', id);
  const gateways = call.tx.egressOnlyInternetGateways
    .by('scope', mine(call))
    .filter(({ id }) => asked.length === 0 || asked.includes(id));
  const { rows, nextToken } = filteredPage(gateways, input, {});
  return { EgressOnlyInternetGateways: rows.map(egressGatewayView), NextToken: nextToken };
}
