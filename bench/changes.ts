/**
 * How long a change takes from the call of the API until the kernel has it. The witness is the kernel itself: `nft
 * monitor` in the router's namespace prints every transaction once it is done.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { DeregisterTargetsCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { eventually } from './commands.ts';
import type { Daemon } from './daemon.ts';
import { KernelMonitor } from './kernelMonitor.ts';
import { CONSUMER, defaultGroup, listen, type Party, PROVIDER, type Service } from './parties.ts';
import { median, quantile } from './statistics.ts';

/** Milliseconds from a call of the API until the kernel has what was asked for. */
export interface ChangeTimes {
  readonly median: number;
  readonly p99: number;
}

/** One more of each. */
export interface Changes {
  readonly rule: ChangeTimes;
  readonly endpoint: ChangeTimes;
  readonly target: ChangeTimes;
}

export interface ChangePlace {
  readonly daemon: Daemon;
  readonly consumer: Party;
  readonly provider: Party;
  readonly service: Service;
}

/** What was made: words of the kernel's that tell of it, and how it goes again. */
interface Made {
  readonly shown: RegExp;
  undo(): Promise<unknown>;
}

const TURNS = 100;
/** What follows a change (states that settle, the undoing) is not to fall into the next one's time. */
const PAUSE_MS = 50;
/** Where no load goes. */
const LISTENER_PORT = 9000;

export async function timeChanges(place: ChangePlace): Promise<Changes> {
  return {
    rule: await timed(place, place.consumer, await addingRules(place)),
    endpoint: await timed(place, place.consumer, addingEndpoints(place)),
    target: await timed(place, place.provider, await addingTargets(place)),
  };
}

async function timed(
  { daemon }: ChangePlace,
  { instanceId, vpcId }: Party,
  make: (turn: number) => Promise<Made>,
): Promise<ChangeTimes> {
  const monitor = new KernelMonitor((await daemon.namespacePath(instanceId)).replace(instanceId, vpcId));
  const times: number[] = [];
  try {
    await monitor.ready();
    for (let turn = 0; turn < TURNS; turn++) times.push(await timeOf(monitor, () => make(turn)));
  } finally {
    await monitor.stop();
  }
  return { median: median(times), p99: quantile(times, 0.99) };
}

async function timeOf(monitor: KernelMonitor, make: () => Promise<Made>): Promise<number> {
  monitor.forget();
  const began = performance.now();
  const { shown, undo } = await make();
  const at = await monitor.momentOf(shown);
  await sleep(PAUSE_MS);
  await undo();
  await sleep(PAUSE_MS);
  return at - began;
}

async function addingRules({ daemon, consumer }: ChangePlace): Promise<(turn: number) => Promise<Made>> {
  const ec2 = daemon.ec2(CONSUMER);
  const GroupId = await defaultGroup(daemon, CONSUMER, consumer.vpcId);
  return async (turn) => {
    const port = 20_000 + turn;
    const rule = { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '10.0.0.0/16' }] };
    const made = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [rule] }));
    const id = made.SecurityGroupRules?.[0]?.SecurityGroupRuleId as string;
    const SecurityGroupRuleIds = [id];
    return {
      shown: new RegExp(`add rule .*${id}`),
      undo: () => ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds })),
    };
  };
}

/** The consumer's router is told last, so its element ends the change. */
function addingEndpoints({ daemon, consumer, service }: ChangePlace): () => Promise<Made> {
  const ec2 = daemon.ec2(CONSUMER);
  const place = { VpcId: consumer.vpcId, SubnetIds: [consumer.subnetId], ServiceName: service.name };
  return async () => {
    const made = await ec2.send(
      new CreateVpcEndpointCommand({ ...place, VpcEndpointType: 'Interface' as const }),
    );
    const id = made.VpcEndpoint?.VpcEndpointId as string;
    const VpcEndpointIds = [id];
    return {
      shown: /add element .* endpoint_node /,
      undo: async () => {
        await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
        await eventually('the endpoint is gone', 30_000, async () => {
          const left = await ec2.send(
            new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-endpoint-id', Values: [id] }] }),
          );
          if (left.VpcEndpoints?.length) throw new Error('it is there');
        });
      },
    };
  };
}

/** A target serves once its first check has passed, so the time of that is in it. */
async function addingTargets({
  daemon,
  provider,
  service,
}: ChangePlace): Promise<(turn: number) => Promise<Made>> {
  const elb = daemon.elb(PROVIDER);
  const TargetGroupArn = await listen(daemon, service.loadBalancerArn, provider, LISTENER_PORT);
  return async (turn) => {
    const Targets = [{ Id: provider.instanceId, Port: 20_000 + turn }];
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    return {
      shown: new RegExp(`\\b${20_000 + turn}\\b`),
      undo: () => elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets })),
    };
  };
}
