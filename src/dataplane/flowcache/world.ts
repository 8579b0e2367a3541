/** What flows are judged by. */
import type { WantedNamespace } from '../../program/desired.ts';

/** A namespace that flows come in to. */
export interface Router {
  readonly wanted: WantedNamespace;
  /** Names of its devices, by index. */
  readonly devices: ReadonlyMap<number, string>;
}

export interface World {
  /** By inode of the namespace. */
  readonly routers: ReadonlyMap<number, Router>;
  readonly fabricDevices: ReadonlyMap<number, string>;
  /** Time by the programs' clock. */
  readonly now: number;
}
