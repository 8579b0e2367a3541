/** What the agent reports becomes status: interfaces that are ready or removed, targets' health. */
import { soon } from '../base/soon.ts';
import type { AgentLink } from '../link/client.ts';
import type { AppliedMessage, HealthMessage } from '../link/messages.ts';
import type { State } from '../state/state.ts';
import { InterfacesInMotion, markArrived } from './interfacesInMotion.ts';
import { markHealth } from './targetHealth.ts';

export type Log = (message: string, error?: unknown) => void;

export interface Observer {
  /** A compilation of the state as it stands has been offered, and `generation` carries it. */
  compiled(generation: number): void;
  stop(): void;
}

export interface ObserverParts {
  readonly state: State;
  readonly link: AgentLink;
  readonly log: Log;
}

export function startObserver({ state, link, log }: ObserverParts): Observer {
  const inMotion = new InterfacesInMotion();
  const findings = new Map<string, HealthMessage>();
  const write = soon(() => {
    const arrived = inMotion.arrived(link.appliedGeneration, link.failedRows);
    state.transact((tx) => {
      for (const row of arrived) markArrived(tx, row);
      for (const finding of findings.values()) markHealth(tx, finding);
    });
    findings.clear();
  });
  const onApplied = failureLog(log, write.ask);
  const onHealth = (finding: HealthMessage) => {
    findings.set(finding.check, finding);
    write.ask();
  };
  link.on('applied', onApplied).on('health', onHealth);
  return {
    compiled(generation) {
      inMotion.note(state.snapshot, generation);
      write.ask();
    },
    stop() {
      link.off('applied', onApplied).off('health', onHealth);
      write.cancel();
    },
  };
}

/** Says once what fails; it is told to the agent again and again, and most often the same comes back. */
function failureLog(log: Log, then: () => void): (message: AppliedMessage) => void {
  let known = new Set<string>();
  return ({ failed }) => {
    const lines = failed.map(({ key, message }) => `the agent could not make ${key}: ${message}`);
    for (const line of lines) if (!known.has(line)) log(line);
    known = new Set(lines);
    then();
  };
}
