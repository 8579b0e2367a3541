/** DescribeSecurityGroupVpcAssociations: one for each group and VPC, those where groups were made left out. */
import type {
  DescribeSecurityGroupVpcAssociationsRequest,
  DescribeSecurityGroupVpcAssociationsResult,
  SecurityGroupVpcAssociation,
} from '@aws-sdk/client-ec2';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { mine } from '../ids.ts';

interface Listed {
  readonly id: string;
  readonly createdAt: string;
  readonly shown: SecurityGroupVpcAssociation;
}

const FILTERS: FilterDefinitions<Listed> = {
  'group-id': ({ shown }) => shown.GroupId,
  'group-owner-id': ({ shown }) => shown.GroupOwnerId,
  state: ({ shown }) => shown.State,
  'vpc-id': ({ shown }) => shown.VpcId,
  'vpc-owner-id': ({ shown }) => shown.VpcOwnerId,
};

export function describeSecurityGroupVpcAssociations(
  call: Call,
  input: DescribeSecurityGroupVpcAssociationsRequest,
): DescribeSecurityGroupVpcAssociationsResult {
  const { rows, nextToken } = filteredPage(all(call), input, FILTERS);
  return { SecurityGroupVpcAssociations: rows.map(({ shown }) => shown), NextToken: nextToken };
}

function all(call: Call): Listed[] {
  return call.tx.securityGroups.by('scope', mine(call)).flatMap(({ id, createdAt, accountId, spec }) =>
    (spec.associatedVpcIds ?? []).map((VpcId) => ({
      id: `${id}/${VpcId}`,
      createdAt,
      shown: {
        GroupId: id,
        VpcId,
        VpcOwnerId: accountId,
        State: 'associated' as const,
        GroupOwnerId: accountId,
      },
    })),
  );
}
