/** Associations live in their route tables; these find them and take them out. */
import type { RouteTable, RouteTableAssociation } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine, notFound, required } from '../ids.ts';

export interface FoundAssociation {
  readonly table: RouteTable;
  readonly association: RouteTableAssociation;
}

/** The first association in a VPC that passes the test. */
export function findAssociation(
  call: Call,
  vpcId: string,
  test: (association: RouteTableAssociation) => boolean,
): FoundAssociation | undefined {
  return foundIn(call.tx.routeTables.by('vpc', vpcId), test);
}

/** @throws AwsError MissingParameter, InvalidAssociationID.NotFound */
export function associationById(call: Call, id: string | undefined): FoundAssociation {
  const wanted = required(id, 'associationId');
  checkId('routeTableAssociation', wanted);
  const found = foundIn(call.tx.routeTables.by('scope', mine(call)), (each) => each.id === wanted);
  if (!found) throw notFound('routeTableAssociation', wanted);
  return found;
}

export function removeAssociation(call: Call, { table, association }: FoundAssociation): void {
  const associations = table.spec.associations.filter(({ id }) => id !== association.id);
  call.tx.routeTables.put({ ...table, spec: { ...table.spec, associations } });
}

/** Puts an association of a new id into a table and returns that id. */
export function addAssociation(
  call: Call,
  table: RouteTable,
  place: Omit<RouteTableAssociation, 'id'>,
): string {
  const association = { id: `rtbassoc-${call.random.hex(17)}`, ...place };
  const associations = [...table.spec.associations, association];
  call.tx.routeTables.put({ ...table, spec: { ...table.spec, associations } });
  return association.id;
}

function foundIn(
  tables: readonly RouteTable[],
  test: (association: RouteTableAssociation) => boolean,
): FoundAssociation | undefined {
  for (const table of tables) {
    const association = table.spec.associations.find(test);
    if (association) return { table, association };
  }
  return undefined;
}
