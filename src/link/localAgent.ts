/** This machine's agent, as the control plane has it: the link to it, and the process at its other end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity, processOf } from '../base/processIdentity.ts';
import { AgentProcess } from './agentProcess.ts';
import { AgentLink } from './client.ts';
import type { HelloMessage } from './messages.ts';

export interface LocalAgentSettings {
  readonly socketPath: string;
  /** Program and arguments that start the agent. */
  readonly command: readonly string[];
  readonly logFile: string;
  /** Told, in one sentence, what goes wrong once the agent has worked. */
  readonly report: (sentence: string) => void;
}

/** Longest time that the removal of a network may take. */
const REMOVAL_MS = 60_000;
const LOOK_EVERY_MS = 20;

export class LocalAgent {
  readonly link: AgentLink;
  /** Resolves at the first hello; rejects with the agent's own words when it cannot work here. */
  readonly ready: Promise<void>;
  private process: AgentProcess | undefined;
  private hello: HelloMessage | undefined;
  private identity: ProcessIdentity | undefined;
  private refuse: (error: Error) => void = () => undefined;

  constructor(private readonly settings: LocalAgentSettings) {
    this.link = new AgentLink({ socketPath: settings.socketPath, firstGeneration: Date.now() });
    this.ready = new Promise((resolve, reject) => {
      this.refuse = reject;
      this.link.once('hello', () => resolve());
    });
    this.ready.catch(() => undefined);
    this.link.on('hello', (hello) => this.greet(hello));
    this.link.on('failure', ({ message }) => this.fail(message));
  }

  /** Leaves an agent alone that is already there, or starts one; keeps one running from now on. */
  start(): void {
    this.process = new AgentProcess({
      ...this.settings,
      isConnected: () => this.link.connected,
      onFailure: (message) => this.fail(message),
    });
  }

  isConnected(): boolean {
    return this.link.connected;
  }

  /** Holder of the agent's user and mount namespaces; undefined for an agent that runs as root. */
  holderPid(): number | undefined {
    return this.hello?.holderPid;
  }

  /** Lets go of the agent. With `removeNetwork` it ends, after it has removed all it made; else it goes on. */
  async stop(removeNetwork: boolean): Promise<void> {
    this.process?.release();
    if (!removeNetwork) return this.link.close();
    if (this.link.shutdown(true)) await this.untilEnded();
    else this.settings.report('The data plane was not connected, so its network may still be there.');
  }

  private greet(hello: HelloMessage): void {
    if (this.hello) this.settings.report('The data plane is back.');
    this.hello = hello;
    this.identity = processOf(hello.agentPid);
  }

  private fail(message: string): void {
    if (this.hello) this.settings.report(`The data plane cannot start: ${message}`);
    else this.refuse(new Error(message));
  }

  private async untilEnded(): Promise<void> {
    const end = performance.now() + REMOVAL_MS;
    while (this.identity && isRunning(this.identity)) {
      if (performance.now() > end) {
        this.settings.report(`Process ${this.identity.pid} has not removed the network in time.`);
        return;
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
}
