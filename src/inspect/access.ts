/**
 * Who may use the operator's view: someone on this machine, and not a web page in that person's browser.
 *
 * A page of another site sends `Origin`, or (after DNS rebinding) a `Host` that is a name; both are refused.
 * With strict authentication the operator also shows the token that only the owner of the data directory reads.
 */
import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { HttpRequest } from '../wire/http.ts';

/** Request header that carries the operator's token. */
export const TOKEN_HEADER = 'x-postern-token';

/** Undefined where the request may pass, else the sentence that refuses it. */
export function refusal(request: HttpRequest, token: string | undefined): string | undefined {
  if (!isLoopback(request.peerAddress)) return 'Only for requests from this machine.';
  if (request.headers.origin !== undefined || !namesNoSite(request.headers.host)) {
    return 'Not for web pages: no Origin header, and an address or localhost as Host.';
  }
  if (token !== undefined && !sameText(request.headers[TOKEN_HEADER] ?? '', token)) {
    return `Send the text of the data directory's operator-token file as header ${TOKEN_HEADER}.`;
  }
  return undefined;
}

function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function namesNoSite(host = ''): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isIP(name) !== 0;
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
