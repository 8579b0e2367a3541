/** DHCP options: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { associateDhcpOptions } from './associateDhcpOptions.ts';
import { createDhcpOptions } from './createDhcpOptions.ts';
import { deleteDhcpOptions } from './deleteDhcpOptions.ts';
import { describeDhcpOptions } from './describeDhcpOptions.ts';

export const dhcpOperations: OperationTable = {
  CreateDhcpOptions: createDhcpOptions,
  DescribeDhcpOptions: describeDhcpOptions,
  AssociateDhcpOptions: associateDhcpOptions,
  DeleteDhcpOptions: deleteDhcpOptions,
};
