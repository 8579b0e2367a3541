/** What the kernel asks of the flow cache (dataplane/flowcache). Namespaces by their short names. */
import type { WantedNamespace } from '../../program/desired.ts';
import type { ProgramsObject } from '../../program/render/objects.ts';

export interface FlowCachePort {
  /** False: there is only to be removed what an agent before has attached. */
  readonly isOn: boolean;
  /** Which programs are on which of these devices; others than ours of today count as `other`. */
  look(namespace: string, devices: readonly string[]): Promise<ReadonlyMap<string, string>>;
  attach(namespace: string, programs: readonly ProgramsObject[]): Promise<void>;
  detach(namespace: string, devices: readonly string[]): Promise<void>;
  /** The namespace is no more. */
  forget(namespace: string): void;
  /**
   * The kernel is so.
   *
   * @param now cut what may not go on before the promise is resolved; otherwise in the cache's own time
   */
  follow(wanted: ReadonlyMap<string, WantedNamespace>, now: boolean): Promise<void>;
}
