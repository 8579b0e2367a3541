/**
 * Who answers a query, in order: the first that has an answer gives it. What none of them knows goes to the
 * host's resolver. Adding a DNS behaviour is one function and one line of this list.
 */
import { known } from '../../base/assert.ts';
import { addressBytes } from '../../base/ipAddress.ts';
import { type Answer, encodedName, type Query, RCODE, type Reply, TYPE } from './message.ts';
import type { Names } from './names.ts';
import type { NameEntry } from './nameTable.ts';

export interface HandlerContext {
  readonly names: Names;
  readonly vpcId: string;
  nodeIsUsable(nodeId: string): boolean;
}

export type Handler = (query: Query, context: HandlerContext) => Reply | undefined;

export const HANDLERS: readonly Handler[] = [refusals, privateNames, publicNames, reverseNames];

const CLASS_IN = 1;

function refusals(query: Query): Reply | undefined {
  if (query.edns && query.edns.version !== 0) return codeOnly(RCODE.BADVERS);
  return query.class === CLASS_IN ? undefined : codeOnly(RCODE.REFUSED);
}

/** A private zone answers for everything below it: its unknown names do not exist, whatever the public says. */
function privateNames(query: Query, context: HandlerContext): Reply | undefined {
  const table = context.names.privateNames(context.vpcId);
  if (!table) return undefined;
  const zone = table.zoneOf(query.name);
  const entry = table.find(query.name);
  if (entry) return addressReply(query, entry, context, zone ?? parentOf(query.name));
  if (zone === undefined) return undefined;
  return negativeReply(table.exists(query.name) ? RCODE.NOERROR : RCODE.NXDOMAIN, zone);
}

function publicNames(query: Query, context: HandlerContext): Reply | undefined {
  const entry = context.names.publicNames()?.find(query.name);
  return entry && addressReply(query, entry, context, parentOf(query.name));
}

function reverseNames(query: Query, { names, vpcId }: HandlerContext): Reply | undefined {
  if (query.type !== TYPE.PTR) return undefined;
  const hostName = names.hostNameAt(vpcId, query.name);
  if (hostName === undefined) return undefined;
  return positiveReply([{ type: TYPE.PTR, ttlSeconds: 60, data: encodedName(hostName) }]);
}

function addressReply(query: Query, entry: NameEntry, context: HandlerContext, zone: string): Reply {
  const answers = addressesToGive(entry, context)
    .map((address) => addressRecord(address, entry.ttlSeconds))
    .filter(({ type }) => query.type === type || query.type === TYPE.ANY);
  return answers.length > 0 ? positiveReply(answers) : negativeReply(RCODE.NOERROR, zone);
}

/** Those with a usable node, or all where no node is usable; each answer begins with another. */
function addressesToGive(entry: NameEntry, { nodeIsUsable }: HandlerContext): string[] {
  const usable = entry.addresses.filter(({ nodeId }) => nodeId === undefined || nodeIsUsable(nodeId));
  const given = (usable.length > 0 ? usable : entry.addresses).map(({ address }) => address);
  const start = given.length > 0 ? entry.turn++ % given.length : 0;
  return [...given.slice(start), ...given.slice(0, start)];
}

function addressRecord(address: string, ttlSeconds: number): Answer {
  const data = known(addressBytes(address), `${address} is an address: check() has seen to it`);
  return { type: data.length === 4 ? TYPE.A : TYPE.AAAA, ttlSeconds, data };
}

function positiveReply(answers: readonly Answer[]): Reply {
  return { rcode: RCODE.NOERROR, authoritative: true, answers };
}

function negativeReply(rcode: number, negativeZone: string): Reply {
  return { rcode, authoritative: true, answers: [], negativeZone };
}

function codeOnly(rcode: number): Reply {
  return { rcode, authoritative: false, answers: [] };
}

function parentOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
