/** What a listener may be: its protocol, and a port that no other listener of the load balancer has. */
import { AwsError } from '../../base/awsError.ts';
import type { Listener, ListenerProtocol, LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { checkEnum, invalidConfiguration, validationError } from './errors.ts';
import { checkPort } from './ports.ts';

type Place = Pick<Listener['spec'], 'protocol' | 'port'>;

const NETWORK_PROTOCOLS: readonly ListenerProtocol[] = ['UDP', 'TCP', 'TLS', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];
const KNOWN_PROTOCOLS = ['HTTP', 'HTTPS', ...NETWORK_PROTOCOLS, 'GENEVE'] as const;

/** What the listener has on the wire; protocols that share one cannot share a port. */
const TRANSPORTS: Readonly<Record<ListenerProtocol, readonly ('tcp' | 'udp')[]>> = {
  TCP: ['tcp'],
  TLS: ['tcp'],
  UDP: ['udp'],
  QUIC: ['udp'],
  TCP_UDP: ['tcp', 'udp'],
  TCP_QUIC: ['tcp', 'udp'],
};

/** @throws AwsError ValidationError, InvalidConfigurationRequest */
export function placeOf(
  loadBalancer: LoadBalancer,
  { Port, Protocol }: { readonly Port?: number; readonly Protocol?: string },
): Place {
  if (loadBalancer.spec.type === 'gateway') return gatewayPlace(Port, Protocol);
  if (Port === undefined) throw validationError('A listener port must be specified');
  if (Protocol === undefined) throw validationError('A listener protocol must be specified');
  const protocol = networkProtocol(checkEnum('protocol', KNOWN_PROTOCOLS, Protocol));
  checkDualStack(loadBalancer, protocol);
  return { port: checkPort(Port), protocol };
}

/** @throws AwsError DuplicateListener */
export function checkPlaceIsFree(call: Call, loadBalancerArn: string, place: Place, except?: string): void {
  const others = call.tx.listeners.by('loadBalancer', loadBalancerArn).filter((row) => row.id !== except);
  if (others.some(({ spec }) => collide(spec, place))) {
    throw new AwsError('DuplicateListener', 'A listener already exists on this port for this load balancer');
  }
}

/**
 * Judges a load balancer as it is to be by the listeners that it has.
 * @throws AwsError InvalidConfigurationRequest
 */
export function checkListeners({ tx }: Call, loadBalancer: LoadBalancer): void {
  for (const { spec } of tx.listeners.by('loadBalancer', loadBalancer.id)) {
    if (spec.protocol) checkDualStack(loadBalancer, spec.protocol);
  }
}

function gatewayPlace(port: number | undefined, protocol: string | undefined): Place {
  if (port !== undefined) throw validationError('A port cannot be specified for gateway listeners');
  if (protocol !== undefined) throw validationError('A protocol cannot be specified for gateway listeners');
  return {};
}

function networkProtocol(protocol: string): ListenerProtocol {
  const found = NETWORK_PROTOCOLS.find((each) => each === protocol);
  if (found) return found;
  throw validationError(`Listener protocol '${protocol}' must be one of '${NETWORK_PROTOCOLS.join(', ')}'`);
}

function checkDualStack({ spec }: LoadBalancer, protocol: ListenerProtocol): void {
  if (spec.ipAddressType === 'ipv4' || spec.enablePrefixForIpv6SourceNat === 'on') return;
  if (!TRANSPORTS[protocol].includes('udp')) return;
  throw invalidConfiguration(
    `Listener protocol '${protocol}' needs EnablePrefixForIpv6SourceNat on a dualstack load balancer`,
  );
}

function collide(a: Place, b: Place): boolean {
  if (!a.protocol || !b.protocol) return true;
  const transports = TRANSPORTS[b.protocol];
  return a.port === b.port && TRANSPORTS[a.protocol].some((transport) => transports.includes(transport));
}
