/** Hands requests for services that Postern does not have to another endpoint, byte by byte. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import type { HttpRequest } from '../wire/http.ts';
import { plainRequest } from './plainRequest.ts';

/** Takes the request over and answers true, or leaves it alone. */
export type Forward = (request: IncomingMessage, response: ServerResponse) => boolean;

const NO_BODY = new Uint8Array();

/**
 * @param upstream such as `http://127.0.0.1:4567`
 * @param isForeign whether a request is for another service; told its head only, before its body is read
 */
export function forwardTo(upstream: URL, isForeign: (head: HttpRequest) => boolean): Forward {
  return (request, response) => {
    if (!isForeign(plainRequest(request, NO_BODY))) return false;
    stream(upstream, request, response);
    return true;
  };
}

/** The Host header stays the caller's: signatures and virtual hosts depend on it. */
function stream(upstream: URL, request: IncomingMessage, response: ServerResponse): void {
  const open = upstream.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = { method: request.method, path: request.url, headers: request.headers };
  const forwarded = open(upstream, options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => undefined);
  });
  forwarded.on('error', () => badGateway(response));
  pipeline(request, forwarded, () => undefined);
}

function badGateway(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { 'content-type': 'text/plain', connection: 'close' });
  response.end('The fallback endpoint does not answer.\n');
}
