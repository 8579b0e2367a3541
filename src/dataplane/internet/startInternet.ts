/** The host's network as the internet: what VPCs send to addresses outside is carried on by the agent. */
import { stat } from 'node:fs/promises';
import net from 'node:net';
import { INTERNET } from '../../program/namespaceKinds.ts';
import { RELAY_PORT } from '../../program/outside.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import type { NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Part, RowChange } from '../part.ts';
import { isOutside } from './outside.ts';
import { type Dial, relayTcp } from './tcpRelay.ts';

export interface InternetOptions {
  readonly installationId: string;
  readonly sockets: NamespaceSockets;
  /** Another way than to the host's network. */
  readonly dial?: Dial;
}

/** A namespace that was lost and made again is told by nobody; and what failed is tried anew. */
const LOOK_EVERY_MS = 5_000;

export function startInternet(options: InternetOptions): Part {
  return new Internet(options);
}

class Internet implements Part {
  readonly #options: InternetOptions;
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;
  /** Whether a VPC has an internet gateway: without one there is no namespace, and nobody to serve. */
  #isWanted = false;
  /** The namespace that is listened in; its path may come to mean another. */
  #inode: number | undefined;
  #stop: (() => void) | undefined;
  /** One look after another. */
  #looking: Promise<void> = Promise.resolve();

  constructor(options: InternetOptions) {
    this.#options = options;
    this.#path = namespacePath(namespaceOf(options.installationId, INTERNET));
    this.#timer = setInterval(() => this.#look().catch(() => undefined), LOOK_EVERY_MS).unref();
  }

  async apply({ put, removed, rows }: RowChange): Promise<void> {
    if (![...put, ...removed].some(({ kind }) => kind === 'internet')) return;
    this.#isWanted = [...rows.values()].some(({ kind }) => kind === 'internet');
    await this.#look();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#isWanted = false;
    await this.#look();
  }

  #look(): Promise<void> {
    const looked = this.#looking.then(() => this.#listenWhereWanted());
    this.#looking = looked.catch(() => undefined);
    return looked;
  }

  async #listenWhereWanted(): Promise<void> {
    if (!this.#isWanted) return this.#end();
    const { ino } = await stat(this.#path);
    if (this.#stop && ino === this.#inode) return;
    this.#end();
    this.#stop = await this.#listen();
    this.#inode = ino;
  }

  async #listen(): Promise<() => void> {
    const { sockets, dial = dialOutside } = this.#options;
    const server = await sockets.listenTcp(this.#path, '0.0.0.0', RELAY_PORT, { allowHalfOpen: true });
    return relayTcp(server, dial);
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}

const dialOutside: Dial = (host, port) =>
  isOutside(host) ? net.connect({ host, port, allowHalfOpen: true }) : undefined;
