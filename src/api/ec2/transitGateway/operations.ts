/** Transit gateways: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { acceptTransitGatewayVpcAttachment } from './acceptTransitGatewayVpcAttachment.ts';
import { createTransitGateway } from './createTransitGateway.ts';
import { createTransitGatewayRouteTable } from './createTransitGatewayRouteTable.ts';
import { createTransitGatewayVpcAttachment } from './createTransitGatewayVpcAttachment.ts';
import { deleteTransitGateway } from './deleteTransitGateway.ts';
import { deleteTransitGatewayRouteTable } from './deleteTransitGatewayRouteTable.ts';
import { deleteTransitGatewayVpcAttachment } from './deleteTransitGatewayVpcAttachment.ts';
import { describeTransitGatewayAttachments } from './describeTransitGatewayAttachments.ts';
import { describeTransitGatewayRouteTables } from './describeTransitGatewayRouteTables.ts';
import { describeTransitGateways } from './describeTransitGateways.ts';
import { describeTransitGatewayVpcAttachments } from './describeTransitGatewayVpcAttachments.ts';
import { getTransitGatewayAttachmentPropagations } from './getTransitGatewayAttachmentPropagations.ts';
import { getTransitGatewayPrefixListReferences } from './getTransitGatewayPrefixListReferences.ts';
import { modifyTransitGateway } from './modifyTransitGateway.ts';
import { modifyTransitGatewayVpcAttachment } from './modifyTransitGatewayVpcAttachment.ts';
import {
  createTransitGatewayPrefixListReference,
  deleteTransitGatewayPrefixListReference,
  modifyTransitGatewayPrefixListReference,
} from './prefixListReferences.ts';
import { rejectTransitGatewayVpcAttachment } from './rejectTransitGatewayVpcAttachment.ts';
import { searchTransitGatewayRoutes } from './searchTransitGatewayRoutes.ts';
import {
  createTransitGatewayRoute,
  deleteTransitGatewayRoute,
  replaceTransitGatewayRoute,
} from './staticRoutes.ts';
import {
  associateTransitGatewayRouteTable,
  disassociateTransitGatewayRouteTable,
} from './tableAssociations.ts';
import {
  getTransitGatewayRouteTableAssociations,
  getTransitGatewayRouteTablePropagations,
} from './tableMembers.ts';
import {
  disableTransitGatewayRouteTablePropagation,
  enableTransitGatewayRouteTablePropagation,
} from './tablePropagations.ts';

export const transitGatewayOperations: OperationTable = {
  CreateTransitGateway: createTransitGateway,
  DescribeTransitGateways: describeTransitGateways,
  ModifyTransitGateway: modifyTransitGateway,
  DeleteTransitGateway: deleteTransitGateway,
  CreateTransitGatewayVpcAttachment: createTransitGatewayVpcAttachment,
  ModifyTransitGatewayVpcAttachment: modifyTransitGatewayVpcAttachment,
  AcceptTransitGatewayVpcAttachment: acceptTransitGatewayVpcAttachment,
  RejectTransitGatewayVpcAttachment: rejectTransitGatewayVpcAttachment,
  DeleteTransitGatewayVpcAttachment: deleteTransitGatewayVpcAttachment,
  DescribeTransitGatewayVpcAttachments: describeTransitGatewayVpcAttachments,
  DescribeTransitGatewayAttachments: describeTransitGatewayAttachments,
  CreateTransitGatewayRouteTable: createTransitGatewayRouteTable,
  DescribeTransitGatewayRouteTables: describeTransitGatewayRouteTables,
  DeleteTransitGatewayRouteTable: deleteTransitGatewayRouteTable,
  AssociateTransitGatewayRouteTable: associateTransitGatewayRouteTable,
  DisassociateTransitGatewayRouteTable: disassociateTransitGatewayRouteTable,
  GetTransitGatewayRouteTableAssociations: getTransitGatewayRouteTableAssociations,
  EnableTransitGatewayRouteTablePropagation: enableTransitGatewayRouteTablePropagation,
  DisableTransitGatewayRouteTablePropagation: disableTransitGatewayRouteTablePropagation,
  GetTransitGatewayRouteTablePropagations: getTransitGatewayRouteTablePropagations,
  GetTransitGatewayAttachmentPropagations: getTransitGatewayAttachmentPropagations,
  CreateTransitGatewayRoute: createTransitGatewayRoute,
  ReplaceTransitGatewayRoute: replaceTransitGatewayRoute,
  DeleteTransitGatewayRoute: deleteTransitGatewayRoute,
  SearchTransitGatewayRoutes: searchTransitGatewayRoutes,
  CreateTransitGatewayPrefixListReference: createTransitGatewayPrefixListReference,
  ModifyTransitGatewayPrefixListReference: modifyTransitGatewayPrefixListReference,
  DeleteTransitGatewayPrefixListReference: deleteTransitGatewayPrefixListReference,
  GetTransitGatewayPrefixListReferences: getTransitGatewayPrefixListReferences,
};
