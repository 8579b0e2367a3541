/** An Elastic IP as EC2 shows it, by itself and on the interface that it stands for. */
import type { Address, NetworkInterfaceAssociation } from '@aws-sdk/client-ec2';
import { type ElasticIp, publicDnsName } from '../../../resources/elasticIp.ts';
import { attachmentOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { associationOf, elasticIpAt } from '../../../state/elasticIps.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';

/** AWS's own pool of addresses. */
export const POOL = 'amazon';

export function addressView(tables: Snapshot, elasticIp: ElasticIp): Address {
  return {
    PublicIp: elasticIp.spec.publicIp,
    AllocationId: elasticIp.id,
    Domain: 'vpc',
    PublicIpv4Pool: POOL,
    NetworkBorderGroup: elasticIp.region,
    ...placeView(tables, elasticIp),
    Tags: toTagList(elasticIp.tags),
  };
}

function placeView(tables: Snapshot, elasticIp: ElasticIp): Address {
  const association = associationOf(tables, elasticIp);
  const row = association && tables.networkInterfaces.get(association.networkInterfaceId);
  if (!row) return { InstanceId: '', NetworkInterfaceId: '' };
  return {
    AssociationId: association.id,
    InstanceId: attachmentOf(row)?.instanceId ?? '',
    NetworkInterfaceId: row.id,
    NetworkInterfaceOwnerId: row.accountId,
    PrivateIpAddress: association.privateIpAddress,
  };
}

/** The public side of a private address; undefined where it has none. */
export function publicSide(
  tables: Snapshot,
  { id, region, spec }: NetworkInterface,
  privateIpAddress: string,
): NetworkInterfaceAssociation | undefined {
  const elasticIp = elasticIpAt(tables, id, privateIpAddress);
  const publicIp =
    elasticIp?.spec.publicIp ?? (privateIpAddress === spec.privateIpAddress ? spec.publicIp : undefined);
  if (!publicIp) return undefined;
  const hasNames = tables.vpcs.get(spec.vpcId)?.spec.enableDnsHostnames;
  return {
    ...(elasticIp ? { AllocationId: elasticIp.id, AssociationId: elasticIp.spec.association?.id } : {}),
    IpOwnerId: elasticIp?.accountId ?? 'amazon',
    PublicDnsName: hasNames ? publicDnsName(publicIp, region) : '',
    PublicIp: publicIp,
  };
}
