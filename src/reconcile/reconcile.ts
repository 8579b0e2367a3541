/** The ordered list of reconcilers, run together in one transaction. */
import { deletedVpnEnds } from './deletedVpnEnds.ts';
import { drainedTargets } from './drainedTargets.ts';
import { earliest } from './earliest.ts';
import { endedMemories } from './endedMemories.ts';
import { endpointDeletion } from './endpointDeletion.ts';
import { endpointProgrammed } from './endpointProgrammed.ts';
import { instanceEnd } from './instanceEnd.ts';
import { instanceStart } from './instanceStart.ts';
import { instanceStop } from './instanceStop.ts';
import { loadBalancerProvisioned } from './loadBalancerProvisioned.ts';
import { lostAssociations } from './lostAssociations.ts';
import { natGatewayLife } from './natGatewayLife.ts';
import { orphanedInterfaces } from './orphanedInterfaces.ts';
import { peeringLife } from './peeringLife.ts';
import type { Reconciler } from './reconciler.ts';
import { settledInterfaces } from './settledInterfaces.ts';
import { terminatedTargets } from './terminatedTargets.ts';
import { transitGatewayLife } from './transitGatewayLife.ts';

/** Owners before what they own: an interface is dropped after its owner has let go of it. An instance's goes first. */
const RECONCILERS: readonly Reconciler[] = [
  settledInterfaces,
  instanceStart,
  instanceStop,
  loadBalancerProvisioned,
  endpointProgrammed,
  endpointDeletion,
  instanceEnd,
  terminatedTargets,
  drainedTargets,
  natGatewayLife,
  transitGatewayLife,
  peeringLife,
  deletedVpnEnds,
  orphanedInterfaces,
  lostAssociations,
  endedMemories,
];

/** One run. Returns when the next one is due if nothing changes before. */
export const reconcile: Reconciler = (tx, moment) =>
  earliest(RECONCILERS.map((reconciler) => reconciler(tx, moment)));
