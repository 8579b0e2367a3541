/** What must hold of the tables whoever changes them, and however many at once. */
import { addressesOf, isLive } from '../../src/resources/networkInterface.ts';
import type { Snapshot } from '../../src/state/tables.ts';

/** One sentence for each thing that is wrong. */
export function violations(tables: Snapshot): string[] {
  return [
    ...twoOwners(tables),
    ...danglingInterfaces(tables),
    ...danglingEndpoints(tables),
    ...danglingConnections(tables),
    ...danglingRules(tables),
    ...danglingListeners(tables),
    ...sameNames(tables),
  ];
}

function* twoOwners({ networkInterfaces }: Snapshot): Iterable<string> {
  const owners = new Map<string, string>();
  for (const row of networkInterfaces.all()) {
    for (const address of addressesOf(row)) {
      const place = `${address} of ${row.spec.vpcId}`;
      const other = owners.get(place);
      if (other) yield `${place} belongs to ${other} and to ${row.id}`;
      owners.set(place, row.id);
    }
  }
  const sources = new Map<string, string>();
  for (const { id, status } of networkInterfaces.all()) {
    const other = status.fabricAddress && sources.get(status.fabricAddress);
    if (other) yield `fabric address ${status.fabricAddress} belongs to ${other} and to ${id}`;
    if (status.fabricAddress) sources.set(status.fabricAddress, id);
  }
}

function* danglingInterfaces(tables: Snapshot): Iterable<string> {
  for (const row of tables.networkInterfaces.all()) {
    const { id, spec } = row;
    if (!tables.subnets.has(spec.subnetId)) yield `${id} is in no subnet`;
    if (!tables.vpcs.has(spec.vpcId)) yield `${id} is in no VPC`;
    for (const group of spec.groupIds) {
      if (!tables.securityGroups.has(group)) yield `${id} has group ${group}, which is gone`;
    }
    // One that an endpoint has left goes by itself, when the kernel has let go of it.
    if (isLive(row) && spec.owner.kind === 'endpoint' && !tables.vpcEndpoints.has(spec.owner.endpointId))
      yield `${id} belongs to endpoint ${spec.owner.endpointId}, which is gone`;
  }
}

function* danglingEndpoints(tables: Snapshot): Iterable<string> {
  for (const { id, spec, status } of tables.vpcEndpoints.all()) {
    if (!tables.vpcs.has(spec.vpcId)) yield `${id} is in no VPC`;
    for (const interfaceId of Object.values(status.networkInterfaceIds)) {
      if (!tables.networkInterfaces.has(interfaceId)) yield `${id} names ${interfaceId}, which is gone`;
    }
    for (const group of spec.groupIds) {
      if (!tables.securityGroups.has(group)) yield `${id} has group ${group}, which is gone`;
    }
    if (spec.connectionId && !tables.endpointConnections.has(spec.connectionId))
      yield `${id} has no connection`;
  }
}

function* danglingConnections(tables: Snapshot): Iterable<string> {
  for (const { id, spec } of tables.endpointConnections.all()) {
    if (!tables.vpcEndpoints.has(spec.endpointId)) yield `${id} is of ${spec.endpointId}, which is gone`;
    if (!tables.endpointServices.has(spec.serviceId)) yield `${id} is to ${spec.serviceId}, which is gone`;
  }
}

function* danglingRules({ securityGroups, securityGroupRules }: Snapshot): Iterable<string> {
  for (const { id, spec } of securityGroupRules.all()) {
    if (!securityGroups.has(spec.groupId)) yield `${id} is of ${spec.groupId}, which is gone`;
  }
}

function* danglingListeners({ listeners, loadBalancers, targetGroups, targets }: Snapshot): Iterable<string> {
  for (const { id, spec } of listeners.all()) {
    if (!loadBalancers.has(spec.loadBalancerArn)) yield `${id} is of a load balancer that is gone`;
    for (const { targetGroupArn } of spec.forwardsTo) {
      if (!targetGroups.has(targetGroupArn)) yield `${id} forwards to ${targetGroupArn}, which is gone`;
    }
  }
  for (const { id, spec } of targets.all()) {
    if (!targetGroups.has(spec.targetGroupArn)) yield `${id} is of a target group that is gone`;
  }
}

function* sameNames({ securityGroups, targetGroups, loadBalancers }: Snapshot): Iterable<string> {
  const named = [
    ...[...securityGroups.all()].map((row) => `group ${row.spec.groupName} of ${row.spec.vpcId}`),
    ...[...targetGroups.all()].map(
      (row) => `target group ${row.spec.name} of ${row.accountId} ${row.region}`,
    ),
    ...[...loadBalancers.all()].map((row) => `balancer ${row.spec.name} of ${row.accountId} ${row.region}`),
  ];
  const seen = new Set<string>();
  for (const name of named) {
    if (seen.has(name)) yield `there are two of ${name}`;
    seen.add(name);
  }
}
