/** Whether a listener of a load balancer may forward to a target group. */
import { AwsError } from '../../base/awsError.ts';
import type {
  ListenerProtocol,
  LoadBalancer,
  TargetGroup,
  TargetGroupProtocol,
} from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration } from './errors.ts';
import { loadBalancersOf } from './targetGroupUse.ts';
import { checkTargetLimits } from './targetLimits.ts';

const COMPATIBLE: Readonly<Record<ListenerProtocol, readonly TargetGroupProtocol[]>> = {
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  QUIC: ['QUIC', 'TCP_QUIC'],
  TCP_QUIC: ['TCP_QUIC'],
};

/**
 * @param protocol of the listener; undefined for that of a Gateway Load Balancer
 * @throws AwsError IncompatibleProtocols, InvalidConfigurationRequest, TargetGroupAssociationLimit, TooManyTargets
 */
export function checkForwardable(
  loadBalancer: LoadBalancer,
  protocol: ListenerProtocol | undefined,
  group: TargetGroup,
  call: Call,
): void {
  checkProtocols(protocol, group);
  if (group.spec.vpcId !== loadBalancer.spec.vpcId) {
    throw invalidConfiguration(`The target group '${group.id}' is in a different VPC than the load balancer`);
  }
  if (group.spec.ipAddressType === 'ipv6' && loadBalancer.spec.ipAddressType === 'ipv4') {
    throw invalidConfiguration(
      `The target group '${group.id}' has IP address type ipv6, which needs a dualstack load balancer`,
    );
  }
  if (loadBalancersOf(call, group).some((user) => user.id !== loadBalancer.id)) {
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${group.id}`,
    );
  }
  checkTargetLimits(call, loadBalancer, group);
}

function checkProtocols(protocol: ListenerProtocol | undefined, { id, spec }: TargetGroup): void {
  const allowed = protocol ? COMPATIBLE[protocol] : (['GENEVE'] as const);
  const isAlbBehindTls = spec.targetType === 'alb' && protocol !== 'TCP';
  if (allowed.some((each) => each === spec.protocol) && !isAlbBehindTls) return;
  throw new AwsError(
    'IncompatibleProtocols',
    `The listener and its associated target group '${id}' have incompatible protocols: ${protocol ?? 'GENEVE'} and ${spec.protocol}`,
  );
}
