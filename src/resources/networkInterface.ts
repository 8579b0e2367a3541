/** Network interfaces (EC2): an instance's, an endpoint's, a load balancer node's. */
import type { Resource } from './identity.ts';

export interface NetworkInterface extends Resource {
  readonly spec: {
    readonly vpcId: string;
    readonly subnetId: string;
    readonly availabilityZone: string;
    readonly interfaceType: 'interface' | 'vpc_endpoint' | 'network_load_balancer';
    readonly description: string;
    /** Primary private IPv4 address, fixed for the life of the interface. */
    readonly privateIpAddress: string;
    /** `02:…`, lower case. */
    readonly macAddress: string;
    readonly groupIds: readonly string[];
    readonly sourceDestCheck: boolean;
    readonly requesterManaged: boolean;
    /** Who made it, and whom it is deleted with. */
    readonly owner: InterfaceOwner;
    readonly attachmentId: string;
  };
  readonly status: {
    /**
     * Where the data plane is with the row as it stands: `pending` until the kernel has it, `ready` from then
     * on; `removing` once its owner is going, `removed` when the kernel has let go (the row follows).
     */
    readonly dataPlane: 'pending' | 'ready' | 'removing' | 'removed';
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
  | { readonly kind: 'instance'; readonly instanceId: string }
  | { readonly kind: 'endpoint'; readonly endpointId: string }
  | { readonly kind: 'loadBalancer'; readonly loadBalancerArn: string };
