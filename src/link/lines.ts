/** Framing of the link: one JSON value a line over a stream, either way. */
import type { Duplex } from 'node:stream';
import { MAX_LINE_BYTES } from './messages.ts';

/** What came over the link is not what was agreed. */
export class LinkError extends Error {
  override name = 'LinkError';
}

export interface LineHandlers<In> {
  onMessage(message: In): void;
  /** Once, when the stream is over; with what ended it where it did not end by itself. */
  onEnd(error?: Error): void;
}

export interface Lines<Out> {
  /** Queues a message. After the end it is lost, as one on the wire would be. */
  send(message: Out): void;
  /** `send` for a message that is JSON already. */
  sendJson(json: string): void;
  /** Resolves when little of what was queued still waits to go out, or the stream is over. */
  drained(): Promise<void>;
  /** Ends the stream once what was sent has gone out. */
  close(): void;
}

/** Reads and writes messages over a stream, which belongs to it from now on. */
export function overLines<In, Out>(stream: Duplex, handlers: LineHandlers<In>): Lines<Out> {
  const reader = new LineReader((line) => handlers.onMessage(JSON.parse(line)));
  let over = false;
  const waiting: (() => void)[] = [];
  const release = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const end = (error?: Error) => {
    if (over) return;
    over = true;
    release();
    stream.destroy();
    handlers.onEnd(error);
  };
  stream.on('data', (chunk: Buffer) => {
    try {
      if (!over) reader.push(chunk);
    } catch (error) {
      end(error as Error);
    }
  });
  stream.on('drain', release);
  stream.on('end', () => end());
  stream.on('error', end);
  stream.on('close', () => end());
  return {
    send(message) {
      if (!over) stream.write(`${JSON.stringify(message)}\n`);
    },
    sendJson(json) {
      if (!over) stream.write(`${json}\n`);
    },
    drained() {
      if (over || !stream.writableNeedDrain) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    close() {
      stream.end();
    },
  };
}

const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines. A line's bytes are kept as they came until it is whole. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(onLine: (line: string) => void, maxBytes = MAX_LINE_BYTES) {
    this.#onLine = onLine;
    this.#maxBytes = maxBytes;
  }

  /** Throws LinkError where a line is too long, and what `onLine` throws. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, at));
      start = at + 1;
      this.#finish();
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) throw new LinkError(`a line is longer than ${this.#maxBytes} bytes`);
    if (part.length > 0) this.#parts.push(part);
  }

  #finish(): void {
    const line = Buffer.concat(this.#parts).toString();
    this.#parts = [];
    this.#bytes = 0;
    if (line !== '') this.#onLine(line);
  }
}
