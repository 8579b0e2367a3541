/** Network interfaces (EC2): an instance's, a customer's spare one, an endpoint's, a load balancer node's. */
import { known } from '../base/assert.ts';
import { addressesIn, parseCidr } from '../base/ip.ts';
import type { Resource } from './identity.ts';

export interface NetworkInterface extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly subnetId: string;
    readonly availabilityZone: string;
    readonly interfaceType:
      | 'interface'
      | 'vpc_endpoint'
      | 'gateway_load_balancer_endpoint'
      | 'network_load_balancer'
      | 'gateway_load_balancer'
      | 'nat_gateway'
      | 'transit_gateway';
    readonly description: string;
    /** Primary private IPv4 address, fixed for the life of the interface; absent in a subnet of IPv6 alone. */
    readonly privateIpAddress?: string;
    /** Further private IPv4 addresses, in the order in which they came; absent: none. */
    readonly secondaryAddresses?: readonly string[];
    /** Blocks of sixteen addresses that it has as a whole, `10.0.0.16/28`; absent: none. */
    readonly ipv4Prefixes?: readonly string[];
    /** IPv6 addresses, the first assigned first; absent: none. */
    readonly ipv6Addresses?: readonly string[];
    /** `02:…`, lower case. */
    readonly macAddress: string;
    readonly groupIds: readonly string[];
    /** False: it may send and receive packets that are not its own, as routers do. */
    readonly sourceDestCheck: boolean;
    readonly requesterManaged: boolean;
    /** Who uses it. */
    readonly owner: InterfaceOwner;
    /** Absent while it is attached to nothing. */
    readonly attachmentId?: string;
    /** Whether it has a public address of Amazon's while its instance is not stopped. */
    readonly associatePublicIpAddress?: boolean;
    /** That address. An Elastic IP of its primary private address stands in its place. */
    readonly publicIp?: string;
    readonly connectionTracking?: ConnectionTracking;
    readonly clientToken?: string;
    /** Unique id of the caller who made it. */
    readonly requesterId?: string;
  };
  readonly status: {
    /**
     * Where the data plane is with the row as it stands: `pending` until the kernel has it, `ready` from then
     * on; `removing` once it is to go, `removed` when the kernel has let go (and reconcilers decide what
     * follows). `absent`: of no concern to the kernel, since it is attached to nothing or its instance is stopped.
     */
    readonly dataPlane: 'pending' | 'ready' | 'removing' | 'removed' | 'absent';
    /**
     * Load balancer node: the address at which the fabric reaches this node.
     * Endpoint interface: the address under which its present connection enters the fabric. A new one is
     * taken at each acceptance, so packets of an older, rejected connection are told apart.
     */
    readonly fabricAddress?: string;
    /** Endpoint interface: the load balancer node (its interface id) that this interface sends to. */
    readonly nodeInterfaceId?: string;
  };
}

export type InterfaceOwner =
  | Attachment
  /** Made by the customer and attached to nothing. */
  | { readonly kind: 'customer' }
  | { readonly kind: 'endpoint'; readonly endpointId: string }
  | { readonly kind: 'loadBalancer'; readonly loadBalancerArn: string }
  | { readonly kind: 'natGateway'; readonly natGatewayId: string }
  /** A transit gateway's place in one zone of an attached VPC. */
  | { readonly kind: 'transitGateway'; readonly attachmentId: string };

/** Attached to an instance, running or not. */
export interface Attachment {
  readonly kind: 'instance';
  readonly instanceId: string;
  /** 0 is the primary interface, which never comes off. Its name inside is `eth` and this number. */
  readonly deviceIndex: number;
  /** Whether it goes with the instance; else it stays as the customer's. */
  readonly deleteOnTermination: boolean;
  /** ISO 8601. */
  readonly attachedAt: string;
  /** It is on its way off: deleted or the customer's, as `deleteOnTermination` says, once the kernel has let go. */
  readonly detaching?: true;
}

/** Idle timeouts in seconds of what groups remember of connections. */
export interface ConnectionTracking {
  readonly tcpEstablishedTimeout?: number;
  readonly udpStreamTimeout?: number;
  readonly udpTimeout?: number;
}

/** All its private IPv4 addresses, the primary one first. */
export function addressesOf({ spec }: NetworkInterface): readonly string[] {
  if (spec.privateIpAddress === undefined) return [];
  return [spec.privateIpAddress, ...(spec.secondaryAddresses ?? [])];
}

/** Its first address: of IPv4, or of IPv6 in a subnet that has nothing else. */
export function primaryAddress({ id, spec }: NetworkInterface): string {
  return known(spec.privateIpAddress ?? spec.ipv6Addresses?.[0], `interface ${id} has an address`);
}

/** The addresses in its prefixes, in order. */
export function prefixAddresses({ spec }: NetworkInterface): string[] {
  return (spec.ipv4Prefixes ?? []).flatMap((text) =>
    addressesIn(known(parseCidr(text), `${text} is a block`)),
  );
}

/** Its place on an instance; undefined where it is on none. */
export function attachmentOf({ spec: { owner } }: NetworkInterface): Attachment | undefined {
  return owner.kind === 'instance' ? owner : undefined;
}

/** Neither on its way out nor of no concern to the kernel: only such interfaces are in the program. */
export function isLive(networkInterface: NetworkInterface | undefined): networkInterface is NetworkInterface {
  const place = networkInterface?.status.dataPlane;
  return place === 'pending' || place === 'ready';
}
