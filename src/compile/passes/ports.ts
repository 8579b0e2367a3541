/** Pass: a veth pair for each instance's interface. */
import { known } from '../../base/assert.ts';
import type { PortRow } from '../../program/rows.ts';
import type { Subnet } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { block, gatewayAddress } from '../addresses.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function ports({ tables, instanceInterfaces }: World): PortRow[] {
  return instanceInterfaces.map((row) => {
    const subnet = tables.subnets.get(row.spec.subnetId);
    return portRow(row, known(subnet, `subnet of ${row.id} exists`));
  });
}

const portRow = remembered(({ id, spec }: NetworkInterface, subnet: Subnet): PortRow => {
  const { owner } = spec;
  return {
    kind: 'port',
    id,
    vpcId: spec.vpcId,
    instanceId: owner.kind === 'instance' ? owner.instanceId : '',
    address: spec.privateIpAddress,
    prefixLength: block(subnet.spec.cidrBlock).prefixLength,
    gateway: gatewayAddress(subnet.spec.cidrBlock),
    macAddress: spec.macAddress,
    groupIds: spec.groupIds,
  };
});
