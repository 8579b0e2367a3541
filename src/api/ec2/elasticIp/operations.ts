/** Elastic IPs: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { allocateAddress } from './allocateAddress.ts';
import { associateAddress } from './associateAddress.ts';
import { describeAddresses } from './describeAddresses.ts';
import { describeAddressesAttribute } from './describeAddressesAttribute.ts';
import { disassociateAddress } from './disassociateAddress.ts';
import { modifyAddressAttribute } from './modifyAddressAttribute.ts';
import { releaseAddress } from './releaseAddress.ts';
import { resetAddressAttribute } from './resetAddressAttribute.ts';

export const elasticIpOperations: OperationTable = {
  AllocateAddress: allocateAddress,
  DescribeAddresses: describeAddresses,
  ReleaseAddress: releaseAddress,
  AssociateAddress: associateAddress,
  DisassociateAddress: disassociateAddress,
  DescribeAddressesAttribute: describeAddressesAttribute,
  ModifyAddressAttribute: modifyAddressAttribute,
  ResetAddressAttribute: resetAddressAttribute,
};
