/** Load balancers, where they listen, and where they send to. */
import type { Target } from '../../resources/loadBalancer.ts';
import { kind, type View } from './kind.ts';

export const loadBalancers = kind({
  name: 'load-balancers',
  aliases: ['load-balancer', 'nlb', 'nlbs'],
  rows: ({ snapshot }) => snapshot.loadBalancers.all(),
  columns: {
    NAME: (row) => row.spec.name,
    ACCOUNT: (row) => row.accountId,
    TYPE: (row) => row.spec.type,
    STATE: (row) => row.status.state,
    SCHEME: (row) => row.spec.scheme,
    VPC: (row) => row.spec.vpcId,
    ZONES: (row) => row.spec.zones.map((zone) => zone.availabilityZone).join(','),
    'DNS NAME': (row) => row.spec.dnsName,
  },
});

export const listeners = kind({
  name: 'listeners',
  aliases: ['listener'],
  rows: ({ snapshot }) => snapshot.listeners.all(),
  columns: {
    'LOAD BALANCER': (row, { snapshot }) => snapshot.loadBalancers.get(row.spec.loadBalancerArn)?.spec.name,
    ACCOUNT: (row) => row.accountId,
    PROTOCOL: (row) => row.spec.protocol,
    PORT: (row) => row.spec.port,
    'TARGET GROUP': (row, { snapshot }) =>
      row.spec.forwardsTo
        .map(({ targetGroupArn }) => snapshot.targetGroups.get(targetGroupArn)?.spec.name)
        .join(','),
  },
});

export const targetGroups = kind({
  name: 'target-groups',
  aliases: ['target-group', 'tg'],
  rows: ({ snapshot }) => snapshot.targetGroups.all(),
  columns: {
    NAME: (row) => row.spec.name,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.vpcId,
    PROTOCOL: (row) => row.spec.protocol,
    PORT: (row) => row.spec.port,
    TYPE: (row) => row.spec.targetType,
    HEALTHY: (row, view) => healthyOf(row.id, view),
  },
});

export const targets = kind({
  name: 'targets',
  aliases: ['target'],
  rows: ({ snapshot }) => snapshot.targets.all(),
  columns: {
    'TARGET GROUP': (row, { snapshot }) => snapshot.targetGroups.get(row.spec.targetGroupArn)?.spec.name,
    ACCOUNT: (row) => row.accountId,
    TARGET: (row) => row.spec.targetId,
    PORT: (row) => row.spec.port,
    HEALTH: stateOf,
    WHY: (row) => row.status.health.description ?? row.status.health.reason,
  },
});

function healthyOf(targetGroupArn: string, { snapshot }: View): string {
  const registered = snapshot.targets.by('targetGroup', targetGroupArn);
  return `${registered.filter((target) => stateOf(target) === 'healthy').length}/${registered.length}`;
}

function stateOf({ spec, status }: Target): string {
  return spec.deregisteredAt ? 'draining' : status.health.state;
}
