/** Whether a flow may go on: the same questions that nft's `guard` and `forward` ask of each packet without the cache. */
import { formatIpv4 } from '../../base/ip.ts';
import type { WantedNamespace } from '../../program/desired.ts';
import { isDenied } from './aclJudge.ts';
import { type Flow, secondsBetween } from './layout.ts';
import type { Router, World } from './world.ts';

/**
 * keep: nothing to do. cut: its next packet resets both ends. hold: an ACL denies it, so its packets are dropped.
 * release: no longer. forget: it leads nowhere. idle: it may be forgotten if the other direction has been idle for as
 * long.
 */
export type Verdict = 'keep' | 'cut' | 'hold' | 'release' | 'forget' | 'idle';

/** A network load balancer's idle timeout; what it forgets it resets (AWS: NLB listeners, TCP idle timeout). */
const IDLE_SECONDS = 350;
/** Between two instances, without translation (EC2: connection tracking, established TCP). */
const PLAIN_IDLE_SECONDS = 432_000;
/** One side has never answered. */
const HALF_OPEN_SECONDS = 60;
/** Nothing has followed a reset. */
const RESET_SECONDS = 5;

export function judge(flow: Flow, world: World): Verdict {
  const router = world.routers.get(flow.namespace);
  const device = router?.devices.get(flow.ifindex);
  if (!router || !device || !leadsSomewhere(flow, router, world)) return 'forget';
  if (isIdle(flow, world.now)) return 'idle';
  if (flow.isCut) return 'keep';
  if (!mayGoOn(flow, device, router.wanted)) return 'cut';
  if (isDenied(flow, world) === flow.isHeld) return 'keep';
  return flow.isHeld ? 'release' : 'hold';
}

/** In the same way for the other direction, of which only that is asked. */
export function isIdle(flow: Flow, now: number, limit = idleSeconds(flow)): boolean {
  return secondsBetween(flow.lastUsed, now) > limit;
}

export function idleSeconds(flow: Flow): number {
  if (flow.isReset) return RESET_SECONDS;
  if (flow.packets === 0n) return HALF_OPEN_SECONDS;
  return flow.isTranslated ? IDLE_SECONDS : PLAIN_IDLE_SECONDS;
}

function leadsSomewhere(flow: Flow, router: Router, { routers, fabricDevices }: World): boolean {
  if (!router.devices.has(flow.hop)) return false;
  if (flow.fabricHop === 0) return true;
  return (
    fabricDevices.has(flow.fabricHop) && routers.get(flow.peerNamespace)?.devices.has(flow.lastHop) === true
  );
}

function mayGoOn(flow: Flow, device: string, wanted: WantedNamespace): boolean {
  const address = formatIpv4(flow.sourceAddress);
  if (!wanted.has(`element ports ${device} . ${address}`) && !wanted.has(`element any_source ${device}`))
    return false;
  // It would go on by a way that its route table may no longer say.
  if (flow.fabricSource === 0) return !wanted.has(`element detoured ${device}`);
  const [source, node] = [formatIpv4(flow.fabricSource), formatIpv4(flow.fabricNode)];
  return wanted.has(`element live ${source}`) || wanted.has(`element admitted ${source} . ${node}`);
}
