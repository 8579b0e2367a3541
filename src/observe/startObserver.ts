/** What the agent reports becomes status: interfaces that are ready or removed, targets' health, instances' output. */
import { soon } from '../base/soon.ts';
import type { AgentLink } from '../link/client.ts';
import type { AppliedMessage, ConsoleMessage, HealthMessage } from '../link/messages.ts';
import type { RowKey } from '../program/rows.ts';
import type { RowChange, State } from '../state/state.ts';
import { keepConsole } from './consoleOutput.ts';
import { InterfacesInMotion, markArrived } from './interfacesInMotion.ts';
import { checksAmong, forgetHealth, markHealth } from './targetHealth.ts';

export type Log = (message: string, error?: unknown) => void;

export interface Observer {
  /** Rows have changed. */
  note(changes: readonly RowChange[]): void;
  /** A compilation of all that was noted begins; what this returns is told the generation that carries it. */
  compiles(): (generation: number) => void;
  /** These rows are in the program no more: what they found out is no longer known. */
  removed(keys: readonly RowKey[]): void;
  stop(): void;
}

export interface ObserverParts {
  readonly state: State;
  readonly link: AgentLink;
  readonly log: Log;
}

export function startObserver({ state, link, log }: ObserverParts): Observer {
  const inMotion = new InterfacesInMotion();
  for (const place of ['pending', 'removing'])
    for (const row of state.snapshot.networkInterfaces.by('dataPlane', place)) inMotion.note(row.id, row);
  const findings = new Map<string, HealthMessage>();
  const outputs = new Map<string, ConsoleMessage>();
  const write = soon(() => {
    const arrived = inMotion.arrived(link.appliedGeneration, link.failedRows);
    state.transact((tx) => {
      for (const row of arrived) markArrived(tx, row);
      for (const finding of findings.values()) markHealth(tx, finding);
      for (const output of outputs.values()) keepConsole(tx, output);
    });
    findings.clear();
    outputs.clear();
  });
  const onApplied = failureLog(log, write.ask);
  const onHealth = (finding: HealthMessage) => {
    findings.set(finding.check, finding);
    write.ask();
  };
  const onConsole = (output: ConsoleMessage) => {
    outputs.set(output.instanceId, output);
    write.ask();
  };
  link.on('applied', onApplied).on('health', onHealth).on('console', onConsole);
  return {
    note(changes) {
      for (const { table, id } of changes) {
        if (table === 'networkInterfaces') inMotion.note(id, state.snapshot.networkInterfaces.get(id));
      }
    },
    compiles() {
      const carried = inMotion.takeUp();
      return (generation) => {
        carried(generation);
        write.ask();
      };
    },
    removed(keys) {
      const checks = checksAmong(keys);
      for (const check of checks) findings.delete(check);
      if (checks.length > 0) state.transact((tx) => forgetHealth(tx, checks));
    },
    stop() {
      link.off('applied', onApplied).off('health', onHealth).off('console', onConsole);
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
