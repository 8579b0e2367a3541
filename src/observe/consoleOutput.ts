/** What instances print, kept for callers who ask for it. */
import type { ConsoleMessage } from '../link/messages.ts';
import type { Transaction } from '../state/tables.ts';

/** Writes nothing of an instance that is gone, nor what is known already. */
export function keepConsole(tx: Transaction, { instanceId, text, writtenAt }: ConsoleMessage): void {
  if (!tx.instances.has(instanceId) || tx.consoleOutputs.get(instanceId)?.writtenAt === writtenAt) return;
  tx.consoleOutputs.put({ id: instanceId, text, writtenAt });
}
