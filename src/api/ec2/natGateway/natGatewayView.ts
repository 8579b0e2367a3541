/** A NAT gateway as EC2 shows it. */
import type {
  NatGatewayAddress as AddressShape,
  NatGatewayAddressStatus,
  NatGateway as NatGatewayShape,
} from '@aws-sdk/client-ec2';
import type { NatGateway, NatGatewayAddress } from '../../../resources/natGateway.ts';
import { toTagList } from '../tags.ts';

export function natGatewayView(gateway: NatGateway): NatGatewayShape {
  const { spec, status } = gateway;
  const failure = status.state === 'failed' ? status.failure : undefined;
  return {
    NatGatewayId: gateway.id,
    VpcId: spec.vpcId,
    SubnetId: spec.subnetId,
    State: status.state,
    FailureCode: failure?.code,
    FailureMessage: failure?.message,
    ConnectivityType: spec.connectivityType,
    AvailabilityMode: 'zonal',
    CreateTime: new Date(gateway.createdAt),
    DeleteTime: spec.deletedAt === undefined ? undefined : new Date(spec.deletedAt),
    NatGatewayAddresses: addressViews(gateway, spec.addresses),
    Tags: toTagList(gateway.tags),
  };
}

/** @param change what is being done to the addresses; as a rule nothing any more */
export function addressViews(
  { spec, status }: NatGateway,
  addresses: readonly NatGatewayAddress[],
  change?: NatGatewayAddressStatus,
): AddressShape[] {
  return addresses.map((address) => ({
    AllocationId: address.allocationId,
    AssociationId: address.associationId,
    NetworkInterfaceId: spec.networkInterfaceId,
    PrivateIp: address.privateIp,
    PublicIp: address.publicIp,
    IsPrimary: address === spec.addresses[0],
    Status: change ?? (status.state === 'failed' ? 'failed' : 'succeeded'),
  }));
}
