/**
 * Keeps web pages away from the API. Signatures are not needed by default, so a page in the operator's browser
 * could otherwise post a form to 127.0.0.1 (a simple request, no preflight) or reach it through a name of its own
 * that it rebinds to 127.0.0.1. Command lines and SDKs send none of the headers looked at here.
 */
import { isIP } from 'node:net';

/** Why a request is refused, or undefined. @param bound the address that the server listens on */
export function browserFault(
  method: string,
  headers: Readonly<Record<string, string>>,
  bound: string,
): string | undefined {
  const host = headers.host ?? '';
  if (headers.origin !== undefined && hostOf(headers.origin) !== host)
    return 'Requests of web pages of another origin are refused.';
  if (!['none', 'same-origin'].includes(headers['sec-fetch-site'] ?? 'none'))
    return 'Requests of web pages of another site are refused.';
  const byBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  if ((byBrowser || method !== 'POST') && !isLocalName(nameOf(host), bound))
    return `The host name ${nameOf(host).slice(0, 100)} is not one of this server.`;
  return undefined;
}

/** Domains under which nobody can register a name that the public DNS answers. */
const PRIVATE_DOMAINS = ['.localhost', '.localhost.localstack.cloud', '.internal', '.local'];

/** Names that nobody outside can rebind: addresses, private domains, and names without a dot. */
function isLocalName(name: string, bound: string): boolean {
  if (name === bound || isIP(name) !== 0 || !name.includes('.')) return true;
  return name === 'localhost.localstack.cloud' || PRIVATE_DOMAINS.some((domain) => name.endsWith(domain));
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
}

function nameOf(host: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase();
}
