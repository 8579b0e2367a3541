/** Security groups to the letter: what reaches whom by which rules, with the flow cache and without. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/agentBed.ts';
import type { Question as Asked } from '../../../test/support/asker.ts';
import { KernelBed, type Printed, until } from '../../../test/support/kernelBed.ts';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  attachedEndpointRow,
  byKey,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  instanceRow,
  listenerWith,
  NODE_ADDRESS,
  nodeRow,
  PORT,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
} from '../../../test/support/twoVpcs.ts';
import type { GroupRow, GroupRule, ProgramRow } from '../../program/rows.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

const SOCKETS = fileURLToPath(new URL('../../../test/support/rawSockets.cjs', import.meta.url));
/** Beside the target, in the provider's VPC. */
const INSIDER = 'i-0aaaaaaaaaaaaaaa9';
const INSIDER_ADDRESS = '10.0.0.11';
/** For experiments (RFC 3692): nobody speaks it. */
const [EXPERIMENT, ANOTHER] = [253, 254];

const GROUPS = {
  client: [CONSUMER, 'sg-0bbbbbbbbbbbbbbb2'],
  endpoint: [CONSUMER, 'sg-0bbbbbbbbbbbbbbe2'],
  node: [PROVIDER, 'sg-0aaaaaaaaaaaaaae1'],
  target: [PROVIDER, 'sg-0aaaaaaaaaaaaaaa1'],
  insider: [PROVIDER, 'sg-0aaaaaaaaaaaaaaa9'],
} as const;
type Who = keyof typeof GROUPS;
type Terms = Omit<GroupRule, 'id'>;
interface Rules {
  readonly ingress?: readonly Terms[];
  readonly egress?: readonly Terms[];
}

const from = (cidr: string): Terms => ({ peer: { cidr } });
const member = (who: Who): Terms => ({ peer: { groupId: GROUPS[who][1] } });
const tcp = (terms: Terms, port = PORT): Terms => ({
  ...terms,
  protocol: 6,
  ports: { from: port, to: port },
});
const icmp = (type: number, code: number): Terms => ({
  ...ANY,
  protocol: 1,
  ports: { from: type, to: code },
});
const ANY = from('0.0.0.0/0');
const OPEN: Rules = { ingress: [ANY], egress: [ANY] };

interface Setting extends Partial<Record<Who, Rules>> {
  readonly preserves?: boolean;
  /** The load balancer's inbound rules, where they are enforced for endpoints. */
  readonly enforced?: readonly Terms[];
}

/** Everything is open but what is said. */
function rowsOf({ preserves = false, enforced, ...rules }: Setting): ProgramRow[] {
  const attachment = {
    source: `${attachedEndpointRow.attachment?.source}`,
    destination: nodeRow.fabricAddress,
    ...(enforced ? { loadBalancerIngress: numbered(enforced, 'e') } : {}),
  };
  return [
    ...byKey([
      ...ATTACHED_ROWS,
      ...(Object.keys(GROUPS) as Who[]).map((who) => groupOf(who, { ...OPEN, ...rules[who] })),
      instanceRow(INSIDER, PROVIDER),
      portRow('eni-0a99999999999999', PROVIDER, INSIDER, INSIDER_ADDRESS, GROUPS.insider[1]),
      { ...nodeRow, groupIds: [GROUPS.node[1]] },
      { ...attachedEndpointRow, groupIds: [GROUPS.endpoint[1]], attachment },
      listenerWith({ preserveClientIp: preserves }),
    ]).values(),
  ];
}

function groupOf(who: Who, { ingress = [], egress = [] }: Rules): GroupRow {
  const [vpcId, groupId] = GROUPS[who];
  return {
    kind: 'group',
    id: `${vpcId}/${groupId}`,
    vpcId,
    groupId,
    ingress: numbered(ingress, `${groupId.slice(3)}a`),
    egress: numbered(egress, `${groupId.slice(3)}b`),
  };
}

function numbered(rules: readonly Terms[], group: string): GroupRule[] {
  return rules.map((terms, index) => ({ ...terms, id: `sgr-${group}${index}` }));
}

/** What is sent, and what comes of it: `yes` where it arrives, or is answered. */
type Question = readonly [
  sent: 'tcp' | 'udp' | 'echo' | number | `${number}/${number}`,
  from: string,
  to: string,
];
const THROUGH_ENDPOINT: Question = ['tcp', CLIENT, ENDPOINT_ADDRESS];
const THROUGH_NODE: Question = ['tcp', INSIDER, NODE_ADDRESS];
const DIRECT: Question = ['tcp', INSIDER, SHARED_ADDRESS];
const ECHO: Question = ['echo', INSIDER, SHARED_ADDRESS];
const of = (protocol: number): Question => [protocol, INSIDER, SHARED_ADDRESS];
const typed = (type: number, code: number): Question => [`${type}/${code}`, INSIDER, SHARED_ADDRESS];

const CASES: readonly (readonly [string, Setting, Question, 'yes' | 'no'])[] = [
  ['nothing is admitted by no rule', { target: { ingress: [] } }, DIRECT, 'no'],
  ['nothing leaves by no rule', { insider: { egress: [] } }, DIRECT, 'no'],
  ['answers need no rule', { insider: { ingress: [] }, target: { egress: [] } }, DIRECT, 'yes'],
  ['a port is that port', { target: { ingress: [tcp(ANY, PORT + 1)] } }, DIRECT, 'no'],
  ['a block is that block', { target: { ingress: [from('10.0.0.12/30')] } }, DIRECT, 'no'],
  [
    'one of several rules is enough',
    { target: { ingress: [tcp(ANY, 1), from('10.0.0.8/30')] } },
    DIRECT,
    'yes',
  ],

  ['an echo request is type 8', { target: { ingress: [icmp(8, -1)] } }, ECHO, 'yes'],
  ['and its answer is tracked', { insider: { ingress: [], egress: [icmp(8, 0)] } }, ECHO, 'yes'],
  ['an echo reply’s type admits no request', { target: { ingress: [icmp(0, -1)] } }, ECHO, 'no'],
  ['type -1 is every type', { target: { ingress: [icmp(-1, -1)] } }, typed(13, 0), 'yes'],
  ['a type is that type', { target: { ingress: [icmp(13, -1)] } }, typed(13, 0), 'yes'],
  ['and no other', { target: { ingress: [icmp(13, -1)] } }, ECHO, 'no'],
  ['a code is that code', { target: { ingress: [icmp(8, 1)] } }, typed(8, 1), 'yes'],
  ['and no other code', { target: { ingress: [icmp(8, 1)] } }, ECHO, 'no'],
  ['TCP rules admit no ICMP', { target: { ingress: [tcp(ANY)] } }, ECHO, 'no'],

  [
    'a protocol is not another',
    { target: { ingress: [{ ...ANY, protocol: ANOTHER }] } },
    of(EXPERIMENT),
    'no',
  ],
  // From here on it is tracked, by its number and the two addresses.
  ['but itself', { target: { ingress: [{ ...ANY, protocol: EXPERIMENT }] } }, of(EXPERIMENT), 'yes'],
  ['every protocol', {}, of(EXPERIMENT), 'yes'],

  ['a group is its members', { target: { ingress: [tcp(member('insider'))] } }, DIRECT, 'yes'],
  ['and not others', { target: { ingress: [member('target'), member('node')] } }, DIRECT, 'no'],
  ['out to a group', { insider: { egress: [member('target')] } }, DIRECT, 'yes'],
  ['out to another', { insider: { egress: [member('node')] } }, DIRECT, 'no'],
  ['out to an endpoint’s group', { client: { egress: [member('endpoint')] } }, THROUGH_ENDPOINT, 'yes'],
  ['out to another than the endpoint’s', { client: { egress: [member('client')] } }, THROUGH_ENDPOINT, 'no'],
  ['out to a node’s group', { insider: { egress: [member('node')] } }, THROUGH_NODE, 'yes'],
  [
    'out to a node is not out to its targets',
    { insider: { egress: [member('target')] } },
    THROUGH_NODE,
    'no',
  ],

  [
    'an endpoint’s groups judge clients',
    { endpoint: { ingress: [tcp(member('client'))] } },
    THROUGH_ENDPOINT,
    'yes',
  ],
  ['and refuse others', { endpoint: { ingress: [member('endpoint')] } }, THROUGH_ENDPOINT, 'no'],
  ['but not what leaves it', { endpoint: { ingress: [ANY], egress: [] } }, THROUGH_ENDPOINT, 'yes'],

  [
    'a node’s groups judge clients beside it',
    { node: { egress: [ANY], ingress: [member('insider')] } },
    THROUGH_NODE,
    'yes',
  ],
  ['and refuse others of them', { node: { egress: [ANY], ingress: [member('target')] } }, THROUGH_NODE, 'no'],
  [
    'what goes on to targets',
    { node: { ingress: [ANY], egress: [tcp(member('target'))] } },
    THROUGH_ENDPOINT,
    'yes',
  ],
  ['and is refused there', { node: { ingress: [ANY], egress: [tcp(ANY, 81)] } }, THROUGH_ENDPOINT, 'no'],
  [
    'clients of endpoints where that is on',
    { enforced: [tcp(from('10.0.0.10/32'))] },
    THROUGH_ENDPOINT,
    'yes',
  ],
  [
    'by their own addresses',
    { enforced: [from(`${NODE_ADDRESS}/32`), from('10.0.0.30/32')] },
    THROUGH_ENDPOINT,
    'no',
  ],
  ['and by no group', { enforced: [member('client'), member('node')] }, THROUGH_ENDPOINT, 'no'],
  ['and not at all where it is off', { node: { ingress: [], egress: [ANY] } }, THROUGH_ENDPOINT, 'yes'],

  ['a target sees the node', { target: { ingress: [from(`${NODE_ADDRESS}/32`)] } }, THROUGH_ENDPOINT, 'yes'],
  [
    'of an endpoint’s client never the address',
    { preserves: true, target: { ingress: [from('10.0.0.8/29')] } },
    THROUGH_ENDPOINT,
    'no',
  ],
  [
    'or the client, where that is kept',
    { preserves: true, target: { ingress: [member('insider')] } },
    THROUGH_NODE,
    'yes',
  ],
  [
    'and then not the node',
    { preserves: true, target: { ingress: [from(`${NODE_ADDRESS}/32`)] } },
    THROUGH_NODE,
    'no',
  ],
  ['and without that not the client', { target: { ingress: [member('insider')] } }, THROUGH_NODE, 'no'],
  [
    'a load balancer’s group is what comes through it',
    { target: { ingress: [tcp(member('node'))] } },
    THROUGH_ENDPOINT,
    'yes',
  ],
  [
    'also with the client’s address',
    { preserves: true, target: { ingress: [tcp(member('node'))] } },
    THROUGH_NODE,
    'yes',
  ],
  [
    'and not what comes otherwise',
    { preserves: true, target: { ingress: [tcp(member('node'))] } },
    DIRECT,
    'no',
  ],
  ['a group of its own is not whoever dials it', { target: { ingress: [member('target')] } }, DIRECT, 'no'],

  ['an endpoint answers no echo', {}, ['echo', CLIENT, ENDPOINT_ADDRESS], 'no'],
  ['nor does a node', {}, ['echo', INSIDER, NODE_ADDRESS], 'no'],
];

/** Answers, and says what else arrives. */
const SERVER = `
  const { listen } = require('${SOCKETS}');
  require('net').createServer((socket) => {
    socket.write('yes\\n');
    const timer = setInterval(() => socket.write('tick'), 20);
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(timer));
  }).listen(${PORT}, () => console.log('listening'));
  require('dgram').createSocket('udp4', function (data, { port, address }) { this.send('yes', port, address); })
    .bind(${PORT});
  for (const protocol of [1, ${EXPERIMENT}])
    listen(protocol, (packet) => console.log(protocol === 1 ? packet[20] + '/' + packet[21] : 'protocol ' + packet[9]));`;

describe.skipIf(missing).each([
  ['without the flow cache', false],
  ['with the flow cache', true],
])('security groups %s', (_, flowCache) => {
  let bed: KernelBed;
  let server: Printed;
  beforeAll(async () => {
    bed = new KernelBed();
    await bed.restart({ wanted: flowCache });
    await bed.apply(rowsOf({}));
    server = bed.start(TARGET, SERVER);
    await until(server, /listening/);
  });
  afterAll(() => bed.clear());

  const answerTo = async ([sent, place, to]: Question, expected: 'yes' | 'no') => {
    const asker = bed.asker(place);
    if (sent !== 'tcp' && sent !== 'udp' && sent !== 'echo') {
      const before = server.text.length;
      await asker.ask(packetOf(sent, to), 'answer');
      return arrives(sent, before, expected);
    }
    const question: Asked = sent === 'echo' ? { kind: sent, to } : { kind: sent, to, port: PORT };
    const heard = await asker.ask(question, expected === 'yes' ? 'answer' : 'silence');
    return heard === 'silence' ? 'no' : heard;
  };
  /** Whether the server prints it; who expects that waits for it. */
  const arrives = async (sent: number | string, before: number, expected: 'yes' | 'no') => {
    const printed = typeof sent === 'number' ? `protocol ${sent}\n` : `${sent}\n`;
    const hasArrived = () => server.text.slice(before).includes(printed);
    if (expected === 'yes') await eventually(hasArrived, `${sent} arrives`);
    else await new Promise((resolve) => setTimeout(resolve, 300));
    return hasArrived() ? 'yes' : 'no';
  };

  it.each(CASES)('%s', async (_case, setting, question, answer) => {
    await bed.apply(rowsOf(setting));
    expect(await answerTo(question, answer)).toBe(answer);
  });

  it('are asked of what is new, and not of what runs', async () => {
    await bed.apply(rowsOf({}));
    const running = [
      bed.start(CLIENT, steady('tcp', ENDPOINT_ADDRESS)),
      bed.start(INSIDER, steady('tcp', SHARED_ADDRESS)),
      bed.start(INSIDER, steady('udp', SHARED_ADDRESS)),
    ];
    for (const each of running) await eventually(() => each.text.length > 40, 'data flows');
    const shut: Rules = { ingress: [], egress: [] };
    await bed.apply(rowsOf({ client: shut, endpoint: shut, target: shut, insider: shut }));
    const questions: Question[] = [THROUGH_ENDPOINT, DIRECT, ['udp', INSIDER, SHARED_ADDRESS]];
    const answers = await Promise.all(questions.map((question) => answerTo(question, 'no')));
    expect(answers).toEqual(['no', 'no', 'no']);
    for (const each of running) {
      const before = each.text.length;
      await eventually(() => each.text.length > before + 40, 'data flows on');
      each.stop();
    }
  });
});

function packetOf(sent: number | string, to: string): Asked {
  if (typeof sent === 'number') return { kind: 'packet', to, protocol: sent };
  const [type, code] = sent.split('/').map(Number);
  return { kind: 'icmp', to, type: Number(type), code: Number(code) };
}

function steady(protocol: 'tcp' | 'udp', to: string): string {
  if (protocol === 'tcp')
    return `require('net').connect({ host: '${to}', port: ${PORT} }).on('data', (d) => process.stdout.write(d));`;
  return `const s = require('dgram').createSocket('udp4', (d) => process.stdout.write(d));
    s.connect(${PORT}, '${to}', () => setInterval(() => s.send('ask'), 20));`;
}
