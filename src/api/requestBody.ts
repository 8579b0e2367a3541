/** Reads a request's body up to a bound. */
import type { IncomingMessage } from 'node:http';

/** What goes on past the bound is read and dropped up to this many times it, so that the caller hears why. */
const PATIENCE = 8;

/** The body, or `tooLarge`. Rejects when the caller goes away before the end. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | 'tooLarge'> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (length > maxBytes * PATIENCE) resolve('tooLarge');
    });
    request.on('end', () => resolve(length > maxBytes ? 'tooLarge' : Buffer.concat(chunks)));
    request.on('error', reject);
    // An error is made only where it says something: each costs as much as reading a small body.
    request.on('close', () => request.complete || reject(new Error('the caller went away')));
  });
}
