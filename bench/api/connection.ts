/** One HTTP connection of the API bench's client: a call at a time. What goes wrong ends the program. */
import { connect, type Socket } from 'node:net';

/** Reads into one buffer again and again: the client must not cost more than the server. */
export class Connection {
  readonly #socket: Socket;
  readonly #received: (bytes: number) => void;
  #head = '';
  /** What the answer still lacks; undefined before its head has come. */
  #missing: number | undefined;
  #answered: (stays: boolean) => void = () => {};

  /** @param received told of each part that comes, in bytes */
  constructor(port: number, received: (bytes: number) => void) {
    this.#received = received;
    const onread = {
      buffer: Buffer.alloc(256 * 1024),
      callback: (size: number, data: Uint8Array) => this.#take(data.subarray(0, size)),
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
      .on('error', (error) => stop(error.message))
      .on(
        'close',
        () => this.#missing === 0 || stop('the server closed the connection before its answer had come'),
      );
  }

  /** Whether the connection can be used again once the answer is there. */
  answerTo(call: string): Promise<boolean> {
    this.#head = '';
    this.#missing = undefined;
    this.#socket.write(call, 'latin1');
    return new Promise((resolve) => {
      this.#answered = resolve;
    });
  }

  close(): void {
    this.#missing = 0;
    this.#socket.destroy();
  }

  #take(data: Uint8Array): boolean {
    this.#received(data.length);
    this.#missing = this.#missing === undefined ? this.#missingAfterHead(data) : this.#missing - data.length;
    if (this.#missing !== undefined && this.#missing <= 0) this.#end();
    return true;
  }

  #missingAfterHead(data: Uint8Array): number | undefined {
    this.#head += Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    return end < 0 ? undefined : lengthIn(this.#head.slice(0, end)) - (this.#head.length - end - 4);
  }

  #end(): void {
    if (!/^HTTP\/1\.[01] 200/.test(this.#head)) stop(this.#head.slice(0, 600));
    const stays = this.#head.startsWith('HTTP/1.1') && !/\r\nconnection: *close/i.test(this.#head);
    if (!stays) this.close();
    this.#missing = 0;
    this.#answered(stays);
  }
}

function lengthIn(head: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) stop(`an answer without its length:\n${head}`);
  return Number(length);
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
