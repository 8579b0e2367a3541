/** TXT records as a resolver tells them: over UDP, and over TCP where an answer was cut. */
import { Resolver } from 'node:dns/promises';

/** The texts at a name; none where there are none or nobody answers. Never throws. */
export type LookUpTxt = (name: string) => Promise<readonly string[]>;

const TIMEOUT_MS = 2000;
const TRIES = 2;

/** @param resolver `127.0.0.1:5353` or `[::1]:53`; the host's resolvers when undefined */
export function txtLookup(resolver?: string): LookUpTxt {
  return async (name) => {
    // One for each query: the host's resolvers are read anew, for laptops change networks.
    const asked = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (resolver !== undefined) asked.setServers([resolver]);
    const records = await asked.resolveTxt(name).catch(() => []);
    // A text longer than 255 bytes comes in pieces (RFC 7208 3.3 joins them so, and so does AWS).
    return records.map((pieces) => pieces.join(''));
  };
}
