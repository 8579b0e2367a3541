/** A Postern with as many endpoints as asked: the path through the first of them, and what they cost. */
import {
  AcceptVpcEndpointConnectionsCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
} from '@aws-sdk/client-ec2';
import { type Changes, timeChanges } from './changes.ts';
import { eventually } from './commands.ts';
import { Daemon, type Memory } from './daemon.ts';
import { interruption } from './interruption.ts';
import { type Path, startTarget, watchForArrival } from './load.ts';
import {
  CONSUMER,
  makeParty,
  makePlace,
  offer,
  type Party,
  type Place,
  PROVIDER,
  type Service,
} from './parties.ts';
import type { Population } from './settings.ts';
import { median } from './statistics.ts';
import type { Undoing } from './undoing.ts';

/** CreateVpcEndpoint calls under way at once. */
const CALLERS = 8;
const ACCEPTANCES = 20;
const MOST_IDS_IN_A_CALL = 25;

/** What the endpoints cost beside the path of their packets. */
export interface Costs {
  /** How many, and in how many VPCs. */
  readonly present: string;
  readonly endpoints: number;
  readonly createsPerSecond: number;
  /** From the first call to the last endpoint available, per endpoint. */
  readonly msToAvailable: number;
  /** Growth of what is resident, per endpoint, kilobytes. */
  readonly daemonKb: number;
  readonly agentKb: number;
  /** Median of the time from the answer of AcceptVpcEndpointConnections to the first answer through. */
  readonly acceptedToAnswerMs: number;
  readonly changes: Changes;
}

type Creation = Omit<Costs, 'present' | 'acceptedToAnswerMs' | 'changes'>;

export class Endpoints {
  private constructor(
    private readonly population: Population,
    readonly daemon: Daemon,
    readonly consumer: Party,
    readonly provider: Party,
    readonly service: Service,
    private readonly creation: Creation,
    readonly path: Path,
  ) {}

  /** Provider, consumers and their endpoints in a daemon of their own. */
  static async build(population: Population, data: string, undoing: Undoing): Promise<Endpoints> {
    const daemon = new Daemon(data);
    undoing.add(() => daemon.remove());
    await daemon.start();
    const provider = await makeParty(daemon, PROVIDER);
    const target = await startTarget(await daemon.namespacePath(provider.instanceId));
    undoing.add(() => target.stop());
    const service = await offer(daemon, provider);
    const consumer = await makeParty(daemon, CONSUMER);
    const client = await daemon.namespacePath(consumer.instanceId);
    const { ids, creation } = await createMany(daemon, consumer, service, population);
    const address = await addressOf(daemon, ids[0] as string);
    const path = { name: `endpoint (${nameOf(population)})`, client, address };
    return new Endpoints(population, daemon, consumer, provider, service, creation, path);
  }

  async costs(): Promise<Costs> {
    const changes = await timeChanges(this);
    await this.requireAcceptance();
    const waits: number[] = [];
    for (let turn = 0; turn < ACCEPTANCES; turn++) waits.push(await this.acceptedToAnswerMs());
    return {
      present: nameOf(this.population),
      ...this.creation,
      acceptedToAnswerMs: median(waits),
      changes,
    };
  }

  private async requireAcceptance(): Promise<void> {
    const change = { ServiceId: this.service.id, AcceptanceRequired: true };
    await this.daemon.ec2(PROVIDER).send(new ModifyVpcEndpointServiceConfigurationCommand(change));
  }

  /** One more endpoint, accepted while a client keeps asking; removed afterwards. */
  private async acceptedToAnswerMs(): Promise<number> {
    const { daemon, consumer, service } = this;
    const id = await create(daemon, consumer, service);
    const address = await addressOf(daemon, id);
    const { arrival, end } = await watchForArrival({ ...this.path, address });
    try {
      const accept = { ServiceId: service.id, VpcEndpointIds: [id] };
      await daemon.ec2(PROVIDER).send(new AcceptVpcEndpointConnectionsCommand(accept));
      const answeredAt = performance.timeOrigin + performance.now();
      return (await arrival).at - answeredAt;
    } finally {
      await end();
      await daemon.ec2(CONSUMER).send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    }
  }
}

/** The first endpoint, whose path is loaded, is the consumer's. */
async function createMany(
  daemon: Daemon,
  consumer: Party,
  service: Service,
  { count, inVpc }: Population,
): Promise<{ ids: string[]; creation: Creation }> {
  const places: Place[] = [consumer];
  while (places.length * inVpc < count) places.push(await makePlace(daemon, CONSUMER));
  const before = daemon.memory();
  const start = performance.now();
  const ids: string[] = [];
  let begun = 0;
  const createInTurn = async () => {
    while (begun < count) {
      interruption.throwIfAborted();
      const turn = begun++;
      ids[turn] = await create(daemon, places[Math.floor(turn / inVpc)] as Place, service);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, createInTurn));
  const created = performance.now();
  await requireAvailable(daemon, ids);
  const available = performance.now();
  const creation = {
    endpoints: count,
    createsPerSecond: (count * 1000) / (created - start),
    msToAvailable: (available - start) / count,
    ...growth(before, daemon.memory(), count),
  };
  return { ids, creation };
}

function nameOf({ count, inVpc }: Population): string {
  const vpcs = Math.ceil(count / inVpc);
  return vpcs === 1 ? `${count} present` : `${count} in ${vpcs} VPCs`;
}

function growth(before: Memory, after: Memory, count: number): Memory {
  return {
    daemonKb: (after.daemonKb - before.daemonKb) / count,
    agentKb: (after.agentKb - before.agentKb) / count,
  };
}

async function create(daemon: Daemon, { vpcId, subnetId }: Place, service: Service): Promise<string> {
  const place = { VpcId: vpcId, SubnetIds: [subnetId] };
  const asked = { ...place, ServiceName: service.name, VpcEndpointType: 'Interface' } as const;
  const created = await daemon.ec2(CONSUMER).send(new CreateVpcEndpointCommand(asked));
  return created.VpcEndpoint?.VpcEndpointId as string;
}

async function requireAvailable(daemon: Daemon, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += MOST_IDS_IN_A_CALL) {
    const some = ids.slice(from, from + MOST_IDS_IN_A_CALL);
    await eventually('the endpoints are available', 300_000, async () => {
      const asked = { VpcEndpointIds: some };
      const found = await daemon.ec2(CONSUMER).send(new DescribeVpcEndpointsCommand(asked));
      // The SDK's type has the model's spelling; EC2 answers in lowerCamel.
      const states = found.VpcEndpoints?.map(({ State }) => String(State).toLowerCase()) ?? [];
      const wrong = states.find((state) => state !== 'available');
      if (wrong || states.length !== some.length) throw new Error(`one is ${wrong}`);
    });
  }
}

async function addressOf(daemon: Daemon, endpointId: string): Promise<string> {
  const Filters = [{ Name: 'description', Values: [`VPC Endpoint Interface ${endpointId}`] }];
  const found = await daemon.ec2(CONSUMER).send(new DescribeNetworkInterfacesCommand({ Filters }));
  return found.NetworkInterfaces?.[0]?.PrivateIpAddress as string;
}
