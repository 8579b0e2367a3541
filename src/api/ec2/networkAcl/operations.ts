/** Network ACLs: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { createNetworkAcl } from './createNetworkAcl.ts';
import { createNetworkAclEntry } from './createNetworkAclEntry.ts';
import { deleteNetworkAcl } from './deleteNetworkAcl.ts';
import { deleteNetworkAclEntry } from './deleteNetworkAclEntry.ts';
import { describeNetworkAcls } from './describeNetworkAcls.ts';
import { replaceNetworkAclAssociation } from './replaceNetworkAclAssociation.ts';
import { replaceNetworkAclEntry } from './replaceNetworkAclEntry.ts';

export const networkAclOperations: OperationTable = {
  CreateNetworkAcl: createNetworkAcl,
  DescribeNetworkAcls: describeNetworkAcls,
  DeleteNetworkAcl: deleteNetworkAcl,
  CreateNetworkAclEntry: createNetworkAclEntry,
  ReplaceNetworkAclEntry: replaceNetworkAclEntry,
  DeleteNetworkAclEntry: deleteNetworkAclEntry,
  ReplaceNetworkAclAssociation: replaceNetworkAclAssociation,
};
