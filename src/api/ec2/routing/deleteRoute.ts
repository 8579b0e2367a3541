/** DeleteRoute. */
import type { DeleteRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr } from '../../../base/ip.ts';
import type { Call } from '../../operation.ts';
import { parsedBlock } from '../cidrBlocks.ts';
import { findRouteTable, required } from '../ids.ts';

export function deleteRoute(call: Call, input: DeleteRouteRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  const asked =
    input.DestinationIpv6CidrBlock ??
    input.DestinationPrefixListId ??
    formatCidr(
      parsedBlock(required(input.DestinationCidrBlock, 'destinationCidrBlock'), 'destinationCidrBlock'),
    );
  const route = table.spec.routes.find(({ destinationCidrBlock }) => destinationCidrBlock === asked);
  if (!route) {
    throw new AwsError(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${asked} in route table ${table.id}`,
    );
  }
  if (route.gatewayId === 'local') {
    throw new AwsError(
      'InvalidParameterValue',
      `cannot remove local route ${asked} in route table ${table.id}`,
    );
  }
  const routes = table.spec.routes.filter((each) => each !== route);
  call.tx.routeTables.put({ ...table, spec: { ...table.spec, routes } });
  return {};
}
