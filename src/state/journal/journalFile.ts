/**
 * Appends records to a file, each on the disk before the next is begun.
 *
 * The file is opened with O_DSYNC: a write returns when it survives a loss of power. Room is made ahead in zeros,
 * so that a write changes neither the file's length nor where it lies, and the disk has one thing to do.
 */
import { closeSync, constants, fsyncSync, ftruncateSync, openSync, write } from 'node:fs';
import { HEADER_BYTES, writeHeader } from './record.ts';

/** As much again as there is, within these bounds. */
const LEAST_ROOM_BYTES = 64 * 1024;
const MOST_ROOM_BYTES = 4 * 1024 * 1024;
const { O_CREAT, O_DSYNC, O_WRONLY } = constants;

export class JournalFile {
  readonly #file: number;
  #position: number;
  /** Where the room that was made ends. */
  #room: number;
  #bytes = Buffer.allocUnsafe(64 * 1024);

  /** @param position where its last whole record ends; what lies behind is dropped */
  constructor(path: string, position = 0) {
    this.#file = openSync(path, O_CREAT | O_WRONLY | O_DSYNC, 0o600);
    ftruncateSync(this.#file, position);
    fsyncSync(this.#file);
    this.#position = position;
    this.#room = position;
  }

  /** Bytes of records. */
  get size(): number {
    return this.#position;
  }

  /** Resolves once the record is durable. One at a time. */
  async append(text: string): Promise<void> {
    const total = this.#encode(text);
    if (this.#position + total > this.#room) await this.#makeRoom(total);
    await writeAll(this.#file, this.#bytes.subarray(0, total), this.#position);
    this.#position += total;
  }

  close(): void {
    ftruncateSync(this.#file, this.#position);
    closeSync(this.#file);
  }

  #encode(text: string): number {
    if (this.#bytes.length < HEADER_BYTES + text.length * 3) {
      this.#bytes = Buffer.allocUnsafe(2 * (HEADER_BYTES + text.length * 3));
    }
    const length = this.#bytes.write(text, HEADER_BYTES);
    writeHeader(this.#bytes, length);
    return HEADER_BYTES + length;
  }

  async #makeRoom(needed: number): Promise<void> {
    const ahead = Math.min(Math.max(this.#position, LEAST_ROOM_BYTES), MOST_ROOM_BYTES);
    const zeros = Buffer.alloc(ahead + needed);
    await writeAll(this.#file, zeros, this.#position);
    this.#room = this.#position + zeros.length;
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (from: number) =>
      write(file, bytes, from, bytes.length - from, position + from, (error, written) => {
        if (error) reject(error);
        else if (from + written < bytes.length) next(from + written);
        else resolve();
      });
    next(0);
  });
}
