/** Holds what the walk found against a trace of the compiled program. */
import { tracerOf } from '../program/trace/traceOf.ts';
import { isLive, primaryAddress } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Way } from './journey.ts';
import { PROTOCOL_NUMBERS, packetText } from './packet.ts';
import { concernedBy, programOf } from './program.ts';
import { packetTo, type Question } from './question.ts';

/** Says how the two differ; undefined: they do not, or there is nothing to compare. */
export type Judge = (
  tables: Snapshot,
  question: Question,
  address: string,
  ways: readonly Way[],
  atOnce: boolean,
) => Promise<string | undefined>;

export const traceJudge: Judge = async (tables, question, address, ways, atOnce) => {
  const { from } = question;
  const source = from.kind === 'interface' ? tables.networkInterfaces.get(from.id) : undefined;
  if (!isLive(source) || ways.some(endsOutside)) return undefined;
  const { vpcId } = source.spec;
  const { rows, health } = await programOf(tables, concernedBy(tables, vpcId, [address]), atOnce);
  const packet = packetTo(question, address);
  const exchanges = tracerOf(rows, health).everyExchange(
    { vpcId, address: primaryAddress(source) },
    {
      protocol: PROTOCOL_NUMBERS[packet.protocol],
      source: packet.source,
      destination: packet.destination,
      ...(packet.protocol === 'icmp'
        ? {}
        : { sourcePort: packet.sourcePort, destinationPort: packet.destinationPort }),
    },
  );
  const walk = shareOf(ways.map(({ finding }) => finding === undefined));
  const trace = shareOf(exchanges.map(({ outcome }) => outcome === 'answered'));
  if (walk === trace) return undefined;
  return `Resources say that ${packetText(packet)} is answered ${walk}, the compiled program says ${trace}: this is a fault of Postern's.`;
};

/** Out of what is compiled: nobody knows what answers there. */
function endsOutside({ arrivedAt }: Way): boolean {
  return arrivedAt !== undefined && !arrivedAt.startsWith('eni-');
}

/** Targets may be reachable in part. */
function shareOf(answered: readonly boolean[]): 'always' | 'sometimes' | 'never' {
  if (!answered.includes(true)) return 'never';
  return answered.includes(false) ? 'sometimes' : 'always';
}
