/** Create, Modify and DeleteTransitGatewayPrefixListReference: all blocks of a prefix list as routes of a table. */
import type {
  CreateTransitGatewayPrefixListReferenceRequest,
  CreateTransitGatewayPrefixListReferenceResult,
  DeleteTransitGatewayPrefixListReferenceRequest,
  DeleteTransitGatewayPrefixListReferenceResult,
  ModifyTransitGatewayPrefixListReferenceRequest,
  ModifyTransitGatewayPrefixListReferenceResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayRouteTable, TransitPrefixList } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { checkId, find, notFound, required } from '../ids.ts';
import { findAwsPrefixList } from '../prefixList/prefixLists.ts';
import { checkRoutes } from './effectiveRoutes.ts';
import { findTransitTable } from './findTransitGateway.ts';
import { referenceView } from './prefixListReferenceView.ts';
import { requestedTarget } from './requestedTarget.ts';

export function createTransitGatewayPrefixListReference(
  call: Call,
  input: CreateTransitGatewayPrefixListReferenceRequest,
): CreateTransitGatewayPrefixListReferenceResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const prefixListId = listFrom(call, input.PrefixListId);
  if (table.spec.prefixLists.some((each) => each.prefixListId === prefixListId)) {
    throw new AwsError(
      'TransitGatewayPrefixListReference.Duplicate',
      `Prefix List ${prefixListId} is already referenced in Transit Gateway Route Table ${table.id}.`,
    );
  }
  return put(call, table, { prefixListId, attachmentId: requestedTarget(call, table, input) }, 'pending');
}

export function modifyTransitGatewayPrefixListReference(
  call: Call,
  input: ModifyTransitGatewayPrefixListReferenceRequest,
): ModifyTransitGatewayPrefixListReferenceResult {
  const { table, reference } = named(call, input);
  const attachmentId = requestedTarget(call, table, input);
  return put(call, table, { ...reference, attachmentId }, 'modifying');
}

export function deleteTransitGatewayPrefixListReference(
  call: Call,
  input: DeleteTransitGatewayPrefixListReferenceRequest,
): DeleteTransitGatewayPrefixListReferenceResult {
  const { table, reference } = named(call, input);
  const prefixLists = othersThan(table, reference);
  call.tx.transitGatewayRouteTables.put({ ...table, spec: { ...table.spec, prefixLists } });
  const shown = { ...referenceView(call, table, reference), State: 'deleting' } as const;
  return { TransitGatewayPrefixListReference: shown };
}

/** The reference of a request. @throws AwsError InvalidPrefixListID.NotFound */
function named(
  call: Call,
  input: { readonly TransitGatewayRouteTableId?: string; readonly PrefixListId?: string },
) {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const id = required(input.PrefixListId, 'PrefixListId');
  checkId('prefixList', id);
  const reference = table.spec.prefixLists.find((each) => each.prefixListId === id);
  if (!reference) throw notFound('prefixList', id);
  return { table, reference };
}

function put(
  call: Call,
  table: TransitGatewayRouteTable,
  reference: TransitPrefixList,
  State: 'pending' | 'modifying',
) {
  const prefixLists = [...othersThan(table, reference), reference];
  call.tx.transitGatewayRouteTables.put({ ...table, spec: { ...table.spec, prefixLists } });
  checkRoutes(call, table.spec.transitGatewayId);
  return { TransitGatewayPrefixListReference: { ...referenceView(call, table, reference), State } };
}

function othersThan(
  { spec }: TransitGatewayRouteTable,
  { prefixListId }: TransitPrefixList,
): TransitPrefixList[] {
  return spec.prefixLists.filter((each) => each.prefixListId !== prefixListId);
}

function listFrom(call: Call, id: string | undefined): string {
  return findAwsPrefixList(call, id)?.id ?? find(call, call.tx.prefixLists, 'prefixList', id).id;
}
