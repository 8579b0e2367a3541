/** RegisterTargets: instances of the group's VPC, or addresses that it can reach. */
import type {
  RegisterTargetsInput,
  RegisterTargetsOutput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { quota, quotaExceeded } from '../quotas.ts';
import { required, validationError } from './errors.ts';
import { findTargetGroup } from './lookups.ts';
import { checkPort } from './ports.ts';
import { someTargets, targetRowId } from './registeredTargets.ts';
import { loadBalancersOf } from './targetGroupUse.ts';
import { checkTargetLimits } from './targetLimits.ts';
import { zoneOfTarget } from './targetZone.ts';

export function registerTargets(call: Call, input: RegisterTargetsInput): RegisterTargetsOutput {
  const group = findTargetGroup(call, input.TargetGroupArn);
  for (const target of someTargets(input.Targets)) register(call, group, target);
  const name = group.spec.protocol === 'GENEVE' ? 'geneveTargetsPerTargetGroup' : 'targetsPerTargetGroup';
  if (call.tx.targets.count('targetGroup', group.id) > quota(name)) {
    const words = 'The maximum number of targets per target group has been reached.';
    throw quotaExceeded(name, 'TooManyTargets', words);
  }
  for (const loadBalancer of loadBalancersOf(call, group)) checkTargetLimits(call, loadBalancer, group);
  return {};
}

/** What is registered already stays as it is; what is draining is registered anew. */
function register(call: Call, group: TargetGroup, target: TargetDescription): void {
  const row = registration(call, group, target);
  const existing = call.tx.targets.get(row.id);
  if (existing && !existing.spec.deregisteredAt) return;
  call.tx.targets.put(row);
}

function registration(call: Call, group: TargetGroup, target: TargetDescription): Target {
  return {
    id: targetRowId(group, target),
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: {
      targetGroupArn: group.id,
      targetId: required(target.Id, 'Id'),
      port: portOf(group, target),
      quicServerId: quicServerIdOf(group, target),
      availabilityZone: zoneOfTarget(call, group, target),
    },
    status: { health: { state: 'initial' } },
  };
}

function portOf({ spec }: TargetGroup, { Port = spec.port }: TargetDescription): number {
  if (spec.protocol === 'GENEVE' && Port !== spec.port) {
    throw validationError(`Port must be ${spec.port} for targets of target groups with protocol 'GENEVE'`);
  }
  return checkPort(Port);
}

/** Present for QUIC, and for QUIC only. */
function quicServerIdOf({ spec }: TargetGroup, { QuicServerId }: TargetDescription): string | undefined {
  if (spec.protocol !== 'QUIC' && spec.protocol !== 'TCP_QUIC') {
    if (QuicServerId === undefined) return undefined;
    throw validationError(
      `A QUIC server ID cannot be specified for target groups with protocol '${spec.protocol}'`,
    );
  }
  if (QuicServerId && /^0x[0-9a-f]{16}$/.test(QuicServerId)) return QuicServerId;
  throw validationError(
    `QUIC server ID '${QuicServerId ?? ''}' must be 0x and 16 hexadecimal digits in lower case`,
  );
}
