/** What client and target say to each other. */

/** Where the target listens, and what it does there. */
export const PORTS = {
  /** Answers each request and keeps the connection. */
  answer: 8080,
  /** Answers one request and closes: so the waiting time of the port is the target's, and the client can go on. */
  answerOnce: 8081,
  /** Sends without end. */
  source: 5201,
  /** Takes everything, and answers `END`. */
  sink: 5202,
} as const;

export type Service = keyof typeof PORTS;

/** As small as HTTP's are. */
export const REQUEST = Buffer.alloc(64, 'q');
export const RESPONSE = Buffer.alloc(256, 'a');
/** Bulk is zeros; this byte is its end. */
export const END = 1;
export const CHUNK_BYTES = 256 * 1024;
