/** What `postern attach` sends: read from JSON and checked by itself, before anything is looked up. */
import { containsAddress, parseCidr, parseIpv4 } from '../base/ip.ts';
import {
  areOverlapping,
  canonicalBlock,
  type OnPremises,
  type OnPremisesPlace,
} from '../resources/onPremises.ts';
import { InspectError } from './inspectError.ts';

const MAX_BLOCKS = 100;
/** Of the kernel's, of this machine alone, of links and groups, and of the fabric: no network behind a gateway has them. */
const RESERVED = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];
/** As `ip netns` and the kernel take them, in forms that need no quotes anywhere. */
const NAMESPACE = /^(?!\.)[\w.-]{1,64}$/;
const INTERFACE = /^(?!\.)[\w.-]{1,15}$/;

/** @throws InspectError 400 */
export function readJoinRequest(body: Uint8Array): OnPremises['spec'] {
  const asked = parsed(body);
  const place = placeOf(asked);
  const cidrs = blocksOf(asked.cidrs);
  return { place, cidrs, ...addressOf(asked.address, cidrs) };
}

function parsed(body: Uint8Array): Record<string, unknown> {
  try {
    return Object(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    throw bad('The request is not JSON.');
  }
}

function placeOf({ netns, interface: hostInterface }: Record<string, unknown>): OnPremisesPlace {
  if ((netns === undefined) === (hostInterface === undefined)) {
    throw bad('Name what is to be joined: either --netns NAME or --interface NAME.');
  }
  if (netns !== undefined) return { namespace: named(netns, NAMESPACE, 'network namespace') };
  return { hostInterface: named(hostInterface, INTERFACE, 'network interface') };
}

function named(name: unknown, form: RegExp, what: string): string {
  if (typeof name === 'string' && form.test(name)) return name;
  throw bad(`${JSON.stringify(name)} is no name of a ${what}.`);
}

function blocksOf(texts: unknown): string[] {
  if (!Array.isArray(texts) || texts.length === 0) throw bad('Say what is behind the gateway: --cidr BLOCK.');
  if (texts.length > MAX_BLOCKS) throw bad(`A gateway has ${MAX_BLOCKS} blocks behind it at most.`);
  const blocks = texts.map(blockOf);
  for (const [index, block] of blocks.entries()) {
    const other = blocks.slice(0, index).find((each) => areOverlapping(each, block));
    if (other) throw bad(`The blocks ${other} and ${block} overlap.`);
  }
  return blocks;
}

function blockOf(text: unknown): string {
  const block = typeof text === 'string' ? canonicalBlock(text) : undefined;
  if (!block) throw bad(`${JSON.stringify(text)} is no IPv4 block; give one such as 192.168.0.0/16.`);
  const reserved = RESERVED.find((each) => areOverlapping(each, block));
  if (reserved)
    throw bad(`The block ${block} overlaps ${reserved}, which no network behind a gateway can have.`);
  return block;
}

function addressOf(text: unknown, cidrs: readonly string[]): { address?: string } {
  if (text === undefined) return {};
  const address = typeof text === 'string' ? parseIpv4(text) : undefined;
  if (address === undefined) throw bad(`${JSON.stringify(text)} is no IPv4 address.`);
  const holds = (cidr: string) => containsAddress(parseCidr(cidr) ?? { base: 0, prefixLength: 32 }, address);
  if (!cidrs.some(holds)) throw bad(`The address ${text} is in none of the blocks.`);
  return { address: text as string };
}

function bad(message: string): InspectError {
  return new InspectError(400, message);
}
