/** Pass: a veth pair for each interface of an instance or a NAT gateway. */
import { known } from '../../base/assert.ts';
import type { PortRow } from '../../program/rows.ts';
import type { Subnet } from '../../resources/network.ts';
import {
  attachmentOf,
  isLive,
  type NetworkInterface,
  primaryAddress,
} from '../../resources/networkInterface.ts';
import { block, gatewayAddress } from '../addresses.ts';
import { filteredSubnetOf } from '../filteredSubnetOf.ts';
import { pass } from '../pass.ts';
import { attachmentsOutOfReach } from '../routes/outOfReach.ts';
import { routingOfPort } from '../routes/usedTable.ts';

export const ports = pass('networkInterfaces', (row, tables) => {
  const holder = holderOf(row);
  if (holder === undefined || !isLive(row)) return [];
  const subnet = tables.subnets.get(row.spec.subnetId);
  const place = { holder, subnet: known(subnet, `subnet of ${row.id} exists`) };
  const port = portRow(row, place, routingOfPort(tables, row.spec));
  const outOfReach = attachmentsOutOfReach(tables, row.spec);
  const cutOff = outOfReach.length > 0 ? { outOfReach } : {};
  return [{ ...port, ...filteredSubnetOf(row, tables), ...cutOff }];
});

/** Whose namespace the other end is in; undefined for an interface that has none. */
function holderOf({ spec: { owner } }: NetworkInterface): string | undefined {
  if (owner.kind === 'natGateway') return owner.natGatewayId;
  return owner.kind === 'instance' ? owner.instanceId : undefined;
}

interface PortPlace {
  readonly holder: string;
  readonly subnet: Subnet;
}

function portRow(
  row: NetworkInterface,
  { holder, subnet }: PortPlace,
  routing: ReturnType<typeof routingOfPort>,
): PortRow {
  const { id, spec } = row;
  return {
    kind: 'port',
    id,
    vpcId: spec.vpcId,
    instanceId: holder,
    ...deviceOf(row),
    address: primaryAddress(row),
    ...(spec.secondaryAddresses?.length ? { secondaryAddresses: spec.secondaryAddresses } : {}),
    ...(spec.ipv4Prefixes ? { prefixes: spec.ipv4Prefixes } : {}),
    ...ipv6Beside(row),
    ...ipv4Place(subnet),
    macAddress: spec.macAddress,
    groupIds: spec.groupIds,
    ...(spec.sourceDestCheck ? {} : { anySource: true as const }),
    ...(spec.owner.kind === 'natGateway' ? { unfiltered: true as const } : {}),
    ...routing,
  };
}

/** IPv6 addresses other than the first one of all. */
function ipv6Beside(row: NetworkInterface): Pick<PortRow, 'ipv6Addresses'> {
  const ipv6Addresses = (row.spec.ipv6Addresses ?? []).filter((each) => each !== primaryAddress(row));
  return ipv6Addresses.length > 0 ? { ipv6Addresses } : {};
}

function ipv4Place({ spec: { cidrBlock } }: Subnet): Pick<PortRow, 'prefixLength' | 'gateway'> {
  if (!cidrBlock) return {};
  return { prefixLength: block(cidrBlock).prefixLength, gateway: gatewayAddress(cidrBlock) };
}

/** Rows of primary interfaces, nearly all of them, say nothing of it. */
function deviceOf(row: NetworkInterface): { deviceIndex?: number } {
  const deviceIndex = attachmentOf(row)?.deviceIndex;
  return deviceIndex ? { deviceIndex } : {};
}
