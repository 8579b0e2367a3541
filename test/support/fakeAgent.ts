/**
 * An agent without a kernel: it keeps the rows it is sent, as the real one does, and answers when told to.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { type Lines, overLines } from '../../src/link/lines.ts';
import type { FromAgent, RowsMessage, ToAgent } from '../../src/link/messages.ts';
import { type ProgramRow, type RowKey, rowKey } from '../../src/program/rows.ts';

export class FakeAgent {
  /** The program as of the last complete generation. */
  rows = new Map<RowKey, ProgramRow>();
  /** Complete generations, oldest first. */
  readonly generations: { generation: number; full: boolean; put: RowKey[]; deleted: RowKey[] }[] = [];
  /** Rows it says it cannot make. */
  readonly failing = new Set<RowKey>();
  /** While true nothing is answered. */
  silent = false;
  shutdown: boolean | undefined;
  private readonly server: Server;
  private link: Lines<FromAgent> | undefined;
  private socket: Socket | undefined;
  private pieces: RowsMessage[] = [];

  private constructor(readonly path: string) {
    this.server = createServer((socket) => this.serve(socket));
  }

  static async listen(path: string): Promise<FakeAgent> {
    const agent = new FakeAgent(path);
    await new Promise<void>((resolve) => agent.server.listen(path, resolve));
    return agent;
  }

  send(message: FromAgent): void {
    this.link?.send(message);
  }

  /** Answers the last generation. */
  answer(): void {
    const generation = this.generations.at(-1)?.generation;
    if (generation === undefined) return;
    const failed = [...this.failing].map((key) => ({ key, message: 'no' }));
    this.send({ type: 'applied', generation, failed });
  }

  /** Breaks the connection, as an agent does that is killed. */
  drop(): void {
    this.socket?.destroy();
  }

  async close(): Promise<void> {
    this.drop();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.socket = socket;
    this.pieces = [];
    this.link = overLines<ToAgent, FromAgent>(socket, {
      onMessage: (message) => this.receive(message),
      onEnd: () => undefined,
    });
    this.send({ type: 'hello', agentPid: process.pid });
  }

  private receive(message: ToAgent): void {
    if (message.type === 'shutdown') {
      this.shutdown = message.removeNetwork;
      return;
    }
    this.pieces.push(message);
    if (message.last) this.apply(this.pieces.splice(0));
  }

  private apply(pieces: readonly RowsMessage[]): void {
    const [{ generation, full } = { generation: 0, full: false }] = pieces;
    const put = pieces.flatMap((piece) => piece.put);
    const deleted = pieces.flatMap((piece) => piece.delete);
    if (full) this.rows.clear();
    for (const key of deleted) this.rows.delete(key);
    for (const row of put) this.rows.set(rowKey(row), row);
    this.generations.push({ generation, full, put: put.map(rowKey), deleted });
    if (!this.silent) this.answer();
  }
}
