/** A packet at a hook: chains are asked, connections are found, addresses are rewritten. */
import { runBaseChain, type Stop } from './chains.ts';
import type { BaseChain, Hook } from './hookCalls.ts';
import type { Passage } from './passage.ts';
import type { Tracking } from './tracking.ts';
import { type End, rewrite } from './translation.ts';

/** Undefined: the packet goes on. */
export function runHook(hook: Hook, passage: Passage, tracking: Tracking): Stop | undefined {
  for (const call of passage.objects.calls(hook)) {
    const stop =
      call.kind === 'track'
        ? track(passage, tracking)
        : call.kind === 'translate'
          ? translateAt(hook, call.chains, passage)
          : runBaseChain(call, passage);
    if (stop) return stop;
  }
  return undefined;
}

/** What a rejection says, and what comes back over loopback, has its connection already. */
function track(passage: Passage, tracking: Tracking): undefined {
  if (!passage.connection) tracking.track(passage);
}

function translateAt(hook: Hook, chains: readonly BaseChain[], passage: Passage): Stop | undefined {
  const { connection, state } = passage;
  if (!connection) return undefined;
  const end: End = hook === 'prerouting' || hook === 'output' ? 'destination' : 'source';
  if (state !== 'established' && !connection[`${end}Decided`]) {
    for (const chain of chains) {
      const stop = runBaseChain(chain, passage);
      if (stop) return stop;
      if (connection[`${end}Decided`]) break;
    }
    connection[`${end}Decided`] = true;
  }
  rewrite(passage, end);
  return undefined;
}
