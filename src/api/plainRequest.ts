/** Node's request as plain data. */
import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from '../wire/http.ts';

/** Node joins repeated headers into one text; only Set-Cookie stays a list, which no request has. */
export type PlainHeaders = HttpRequest['headers'];

export function plainRequest(request: IncomingMessage, body: Uint8Array): HttpRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: request.headers as PlainHeaders,
    body,
    peerAddress: request.socket.remoteAddress,
  };
}
