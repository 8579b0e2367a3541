/** What the consumer does: an interface endpoint in its own VPC. */
import * as ec2 from '@aws-sdk/client-ec2';
import { known } from '../../base/assert.ts';
import { eventually } from './eventually.ts';
import type { Network, Party } from './party.ts';

export interface Endpoint {
  readonly id: string;
  readonly address: string;
  /** Its regional DNS name. */
  readonly dnsName: string;
}

export async function createEndpoint(
  party: Party,
  network: Network,
  serviceName: string,
  groupId: string,
): Promise<Endpoint> {
  const { VpcEndpoint } = await party.ec2.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId: network.vpcId,
      ServiceName: serviceName,
      SubnetIds: [network.subnetId],
      SecurityGroupIds: [groupId],
      PrivateDnsEnabled: false,
    }),
  );
  const id = known(VpcEndpoint?.VpcEndpointId, 'an endpoint has an id');
  const interfaceId = known(VpcEndpoint?.NetworkInterfaceIds?.[0], 'an endpoint has an interface');
  const { NetworkInterfaces } = await party.ec2.send(
    new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [interfaceId] }),
  );
  return {
    id,
    address: known(NetworkInterfaces?.[0]?.PrivateIpAddress, 'an interface has an address'),
    dnsName: known(VpcEndpoint?.DnsEntries?.[0]?.DnsName, 'an endpoint has a name'),
  };
}

/** AWS's error code for a service that one may not use: the same as for one that does not exist. */
export async function errorOfCreate(
  party: Party,
  network: Network,
  serviceName: string,
  groupId: string,
): Promise<string> {
  try {
    await createEndpoint(party, network, serviceName, groupId);
    return 'no error';
  } catch (error) {
    return (error as Error).name;
  }
}

export async function endpointState(party: Party, id: string): Promise<string> {
  try {
    const { VpcEndpoints } = await party.ec2.send(
      new ec2.DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }),
    );
    return VpcEndpoints?.[0]?.State ?? 'gone';
  } catch (error) {
    if ((error as Error).name === 'InvalidVpcEndpointId.NotFound') return 'gone';
    throw error;
  }
}

/** EC2 spells states in one way and the SDK's documentation in another: `Available`, `available`. */
export async function untilEndpoint(party: Party, id: string, state: string): Promise<string> {
  return eventually(`endpoint ${id} is ${state}`, async () => {
    const seen = await endpointState(party, id);
    return seen.toLowerCase() === state.toLowerCase() && seen;
  });
}

export async function deleteEndpoint(party: Party, id: string): Promise<void> {
  await party.ec2.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
}
