/** DescribeIamInstanceProfileAssociations. */
import type {
  DescribeIamInstanceProfileAssociationsRequest,
  DescribeIamInstanceProfileAssociationsResult,
} from '@aws-sdk/client-ec2';
import type { Instance, InstanceProfileUse } from '../../../resources/instance.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { mine } from '../ids.ts';
import { isEnding } from './instanceStates.ts';
import { associationView, findAssociation } from './profileUse.ts';

interface Row {
  readonly id: string;
  readonly createdAt: string;
  readonly instance: Instance;
  readonly use: InstanceProfileUse;
}

const FILTERS: FilterDefinitions<Row> = {
  'instance-id': ({ instance }) => instance.id,
  state: () => 'associated',
};

export function describeIamInstanceProfileAssociations(
  call: Call,
  input: DescribeIamInstanceProfileAssociationsRequest,
): DescribeIamInstanceProfileAssociationsResult {
  const found = input.AssociationIds?.length
    ? input.AssociationIds.map((id) => findAssociation(call, id))
    : present(call);
  const all = found.map((each) => ({ ...each, id: each.use.associationId, createdAt: each.use.since }));
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return {
    IamInstanceProfileAssociations: rows.map(({ instance, use }) =>
      associationView(instance, use, 'associated'),
    ),
    NextToken: nextToken,
  };
}

function present(call: Call): { instance: Instance; use: InstanceProfileUse }[] {
  return call.tx.instances.by('scope', mine(call)).flatMap((instance) => {
    const use = instance.spec.settings?.instanceProfile;
    return use && !isEnding(instance) ? [{ instance, use }] : [];
  });
}
