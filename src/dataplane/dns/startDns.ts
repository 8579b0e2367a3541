/** The resolver of every VPC. */
import type { VpcRow } from '../../program/rows.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import type { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part, RowChange } from '../part.ts';
import { Forwarder } from './forwarder.ts';
import { Names } from './names.ts';
import { resolve } from './resolver.ts';
import { ResolverAddress } from './resolverAddress.ts';
import type { Upstream } from './upstreams.ts';

export interface DnsOptions {
  readonly installationId: string;
  readonly sockets: NamespaceSockets;
  /** Whether a load balancer node has a target to send to. */
  nodeIsUsable(nodeId: string): boolean;
  /** Resolvers in the host's network for what no VPC knows. */
  upstreams(): readonly Upstream[];
}

/** A namespace that was lost and made again is told by nobody. */
const LOOK_EVERY_MS = 15_000;

export async function startDns(options: DnsOptions): Promise<Part> {
  return new Dns(options);
}

class Dns implements Part {
  readonly #options: DnsOptions;
  readonly #names = new Names();
  readonly #forwarder: Forwarder;
  /** VPC → address → what answers there. */
  readonly #bound = new Map<string, Map<string, ResolverAddress>>();

  readonly #timer: NodeJS.Timeout;

  constructor(options: DnsOptions) {
    this.#options = options;
    this.#forwarder = new Forwarder({ upstreams: options.upstreams });
    this.#timer = setInterval(() => void this.#ensureAllBound(), LOOK_EVERY_MS).unref();
  }

  async apply(change: RowChange): Promise<void> {
    this.#names.apply(change);
    for (const row of change.removed) if (row.kind === 'vpc') this.#keepOnly(row.id, []);
    const vpcs = change.put.filter((row) => row.kind === 'vpc');
    await Promise.all(vpcs.map((row) => this.#follow(row)));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const vpcId of this.#bound.keys()) this.#keepOnly(vpcId, []);
  }

  async #ensureAllBound(): Promise<void> {
    const addresses = [...this.#bound.values()].flatMap((bound) => [...bound.values()]);
    for (const address of addresses) await address.ensureBound();
  }

  async #follow({ id, resolverAddresses }: VpcRow): Promise<void> {
    const bound = this.#keepOnly(id, resolverAddresses);
    for (const address of resolverAddresses) {
      if (!bound.has(address)) bound.set(address, this.#resolverAddress(id, address));
    }
    if (bound.size > 0) this.#bound.set(id, bound);
    await Promise.all([...bound.values()].map((address) => address.ensureBound()));
  }

  #keepOnly(vpcId: string, addresses: readonly string[]): Map<string, ResolverAddress> {
    const bound = this.#bound.get(vpcId) ?? new Map<string, ResolverAddress>();
    for (const [address, resolver] of bound) {
      if (addresses.includes(address)) continue;
      resolver.close();
      bound.delete(address);
    }
    if (bound.size === 0) this.#bound.delete(vpcId);
    return bound;
  }

  #resolverAddress(vpcId: string, address: string): ResolverAddress {
    const { installationId, sockets, nodeIsUsable } = this.#options;
    const context = { names: this.#names, vpcId, nodeIsUsable };
    return new ResolverAddress({
      sockets,
      namespacePath: namespacePath(namespaceOf(installationId, vpcId)),
      address,
      resolve: (message, transport) => resolve(message, transport, context, this.#forwarder),
    });
  }
}
