/** The agent's socket: one control plane at a time, the newest. */
import { mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { type Lines, overLines } from '../link/lines.ts';
import type { FromAgent, ToAgent } from '../link/messages.ts';

export interface ServerHandlers {
  /** What a control plane that has just connected is told first. */
  greeting(): readonly FromAgent[];
  onMessage(message: ToAgent): void;
  /** The control plane has gone. */
  onGone(): void;
}

/** Name of the socket in the agent's directory. */
export const SOCKET_NAME = 'agent.sock';

export class AgentServer {
  readonly #handlers: ServerHandlers;
  readonly #server = net.createServer((socket) => this.#accept(socket));
  #current: Lines<FromAgent> | undefined;

  constructor(handlers: ServerHandlers) {
    this.#handlers = handlers;
  }

  /**
   * Listens in a directory, which becomes this process's own: a socket's path has 108 bytes at most, a data
   * directory's may have more.
   */
  async listen(directory: string): Promise<void> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    process.chdir(directory);
    rmSync(SOCKET_NAME, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(SOCKET_NAME, resolve);
    });
  }

  /** To the control plane, where there is one. */
  send(message: FromAgent): void {
    this.#current?.send(message);
  }

  close(): void {
    this.#server.close();
    this.#current?.close();
  }

  #accept(socket: net.Socket): void {
    this.#current?.close();
    const lines: Lines<FromAgent> = overLines<ToAgent, FromAgent>(socket, {
      onMessage: (message) => this.#current === lines && this.#handlers.onMessage(message),
      onEnd: () => this.#forget(lines),
    });
    this.#handlers.onGone();
    this.#current = lines;
    for (const message of this.#handlers.greeting()) lines.send(message);
  }

  #forget(lines: Lines<FromAgent>): void {
    if (this.#current !== lines) return;
    this.#current = undefined;
    this.#handlers.onGone();
  }
}
