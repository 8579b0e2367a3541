/** Pass: a veth pair for each instance's interface. */
import { known } from '../../base/assert.ts';
import type { PortRow } from '../../program/rows.ts';
import type { Subnet } from '../../resources/network.ts';
import { attachmentOf, isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { block, gatewayAddress } from '../addresses.ts';
import { filteredSubnetOf } from '../filteredSubnetOf.ts';
import { pass } from '../pass.ts';
import { routingOfPort } from '../routes/usedTable.ts';

export const ports = pass('networkInterfaces', (row, tables) => {
  if (row.spec.owner.kind !== 'instance' || !isLive(row)) return [];
  const subnet = tables.subnets.get(row.spec.subnetId);
  const port = portRow(row, known(subnet, `subnet of ${row.id} exists`), routingOfPort(tables, row.spec));
  return [{ ...port, ...filteredSubnetOf(row, tables) }];
});

function portRow(row: NetworkInterface, subnet: Subnet, routing: ReturnType<typeof routingOfPort>): PortRow {
  const { id, spec } = row;
  const cidrBlock = known(subnet.spec.cidrBlock, `${subnet.id}, which has an interface, has IPv4 addresses`);
  return {
    kind: 'port',
    id,
    vpcId: spec.vpcId,
    instanceId: attachmentOf(row)?.instanceId ?? '',
    ...deviceOf(row),
    address: spec.privateIpAddress,
    ...(spec.secondaryAddresses?.length ? { secondaryAddresses: spec.secondaryAddresses } : {}),
    ...(spec.ipv4Prefixes ? { prefixes: spec.ipv4Prefixes } : {}),
    ...(spec.ipv6Addresses?.length ? { ipv6Addresses: spec.ipv6Addresses } : {}),
    prefixLength: block(cidrBlock).prefixLength,
    gateway: gatewayAddress(cidrBlock),
    macAddress: spec.macAddress,
    groupIds: spec.groupIds,
    ...(spec.sourceDestCheck ? {} : { anySource: true as const }),
    ...routing,
  };
}

/** Rows of primary interfaces, nearly all of them, say nothing of it. */
function deviceOf(row: NetworkInterface): { deviceIndex?: number } {
  const deviceIndex = attachmentOf(row)?.deviceIndex;
  return deviceIndex ? { deviceIndex } : {};
}
