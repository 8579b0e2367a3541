/** DescribeVpcEndpointServicePermissions. */
import type {
  AllowedPrincipal,
  DescribeVpcEndpointServicePermissionsRequest,
  DescribeVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import type { ServicePermission } from '../../../resources/endpointService.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findEndpointService } from '../ids.ts';
import { toTagList } from '../tags.ts';

const FILTERS: FilterDefinitions<ServicePermission> = {
  principal: (row) => row.spec.principal,
  'principal-type': (row) => row.spec.principalType,
};

export function describeVpcEndpointServicePermissions(
  call: Call,
  input: DescribeVpcEndpointServicePermissionsRequest,
): DescribeVpcEndpointServicePermissionsResult {
  const { id } = findEndpointService(call, input.ServiceId);
  const permissions = matching(input.Filters, call.tx.servicePermissions.by('service', id), FILTERS);
  const { rows, nextToken } = page(permissions, { maxResults: input.MaxResults, nextToken: input.NextToken });
  return { AllowedPrincipals: rows.map(allowedPrincipal), NextToken: nextToken };
}

function allowedPrincipal({ id, spec, tags }: ServicePermission): AllowedPrincipal {
  return {
    PrincipalType: spec.principalType,
    Principal: spec.principal,
    ServicePermissionId: id,
    Tags: toTagList(tags),
    ServiceId: spec.serviceId,
  };
}
