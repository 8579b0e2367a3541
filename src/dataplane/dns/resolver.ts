/** From the bytes of a query to the bytes of its reply. */
import type { Forwarder, Transport } from './forwarder.ts';
import { HANDLERS, type HandlerContext } from './handlers.ts';
import {
  MAX_TCP_BYTES,
  type Query,
  RCODE,
  type Reply,
  readQuery,
  udpLimit,
  writeRefusal,
  writeReply,
} from './message.ts';

const NO_ANSWER: Reply = { rcode: RCODE.SERVFAIL, authoritative: false, answers: [] };

/** Undefined: no reply at all. A promise only where another resolver is asked. */
export function resolve(
  message: Buffer,
  transport: Transport,
  context: HandlerContext,
  forwarder: Forwarder,
): Buffer | undefined | Promise<Buffer> {
  const query = readQuery(message);
  if (!query) return undefined;
  if ('rcode' in query) return writeRefusal(message, query.rcode);
  const maxBytes = transport === 'udp' ? udpLimit(query) : MAX_TCP_BYTES;
  for (const handler of HANDLERS) {
    const reply = handler(query, context);
    if (reply) return writeReply(query, reply, maxBytes);
  }
  return forwarded(query, transport, context.vpcId, forwarder);
}

async function forwarded(
  query: Query,
  transport: Transport,
  vpcId: string,
  forwarder: Forwarder,
): Promise<Buffer> {
  const reply = await forwarder.forward(vpcId, query.bytes, transport);
  return reply ?? writeReply(query, NO_ANSWER, MAX_TCP_BYTES);
}
