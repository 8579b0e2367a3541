/** Entries of prefix lists: how callers write them, and how a change is applied. */
import type { AddPrefixListEntry, RemovePrefixListEntry } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr, parseCidr } from '../../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { PrefixList, PrefixListEntry } from '../../../resources/prefixList.ts';
import { required } from '../ids.ts';

type Family = PrefixList['spec']['addressFamily'];

/** In one request, added and removed ones each. */
const MOST_IN_A_REQUEST = 100;
const MOST_IN_A_LIST = 1000;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 255;

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function checkName(name: string | undefined): string {
  const wanted = required(name, 'PrefixListName');
  if (wanted.length > LONGEST_NAME) {
    throw invalid(`The prefix list name must have at most ${LONGEST_NAME} characters.`);
  }
  if (/^com\.amazonaws/i.test(wanted)) throw invalid('The prefix list name cannot start with com.amazonaws.');
  return wanted;
}

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function checkMaxEntries(maxEntries: number | undefined): number {
  const wanted = required(maxEntries, 'MaxEntries');
  if (wanted >= 1 && wanted <= MOST_IN_A_LIST) return wanted;
  throw invalid(`Must specify a max size between 1 and ${MOST_IN_A_LIST}`);
}

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function checkFamily(family: string | undefined): Family {
  const wanted = required(family, 'AddressFamily');
  if (wanted === 'IPv4' || wanted === 'IPv6') return wanted;
  throw invalid(`Invalid value '${wanted}' for AddressFamily. Valid values: IPv4, IPv6`);
}

/**
 * The entries after a change. Removals come first, so that one request can describe an entry anew.
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidPrefixListModification,
 *   PrefixListMaxEntriesExceeded
 */
export function entriesAfter(
  present: readonly PrefixListEntry[],
  { addressFamily, maxEntries }: Pick<PrefixList['spec'], 'addressFamily' | 'maxEntries'>,
  added: readonly AddPrefixListEntry[],
  removed: readonly RemovePrefixListEntry[],
): PrefixListEntry[] {
  checkCount(added);
  checkCount(removed);
  const entries = new Map(present.map((entry) => [entry.cidr, entry]));
  for (const cidr of distinct(removed, addressFamily)) {
    if (!entries.delete(cidr)) {
      throw new AwsError('InvalidPrefixListModification', `The prefix list has no entry ${cidr}.`);
    }
  }
  for (const [at, cidr] of distinct(added, addressFamily).entries()) {
    entries.set(cidr, entry(cidr, added[at]?.Description));
  }
  if (entries.size <= maxEntries) return [...entries.values()];
  throw new AwsError(
    'PrefixListMaxEntriesExceeded',
    `The prefix list can have at most ${maxEntries} entries, and would have ${entries.size}.`,
  );
}

function checkCount(entries: readonly unknown[]): void {
  if (entries.length <= MOST_IN_A_REQUEST) return;
  throw invalid(`At most ${MOST_IN_A_REQUEST} entries can be specified in one request.`);
}

/** The blocks in their order, each of which may be named once. */
function distinct(entries: readonly { readonly Cidr: string | undefined }[], family: Family): string[] {
  const cidrs = entries.map(({ Cidr }) => blockOf(required(Cidr, 'Cidr'), family));
  const twice = cidrs.find((cidr, at) => cidrs.indexOf(cidr) < at);
  if (twice === undefined) return cidrs;
  throw invalid(`The entry ${twice} is specified more than once.`);
}

function blockOf(text: string, family: Family): string {
  const ipv4 = parseCidr(text);
  const canonical = family === 'IPv4' ? ipv4 && formatCidr(ipv4) : canonicalIpv6Cidr(text);
  if (canonical) return canonical;
  throw invalid(`The CIDR '${text}' is not a valid ${family} block.`);
}

function entry(cidr: string, description: string | undefined): PrefixListEntry {
  if (!description) return { cidr };
  if (description.length <= LONGEST_DESCRIPTION) return { cidr, description };
  throw invalid(`The description of an entry must have at most ${LONGEST_DESCRIPTION} characters.`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
