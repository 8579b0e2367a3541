/** A Postern of the bench's own: `postern up` on a temporary data directory and a free port. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Background, eventually, runToTheEnd } from './commands.ts';

const POSTERN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Kilobytes in memory. */
export interface Memory {
  readonly daemonKb: number;
  readonly agentKb: number;
}

export class Daemon {
  readonly #data: string;
  #process: Background | undefined;
  #url = '';
  readonly #clients = new Map<string, EC2Client>();

  constructor(data: string) {
    this.#data = data;
  }

  async start(): Promise<void> {
    const argv = ['up', '--port', '0', '--data', this.#data, '--quota', '*=1000000'];
    this.#process = new Background([process.execPath, POSTERN, ...argv]);
    this.#url = (await this.#process.says(/ready at (http:\S+)/))[1] as string;
  }

  /** Ends it and what it made, in whatever state it is. */
  async remove(): Promise<void> {
    for (const client of this.#clients.values()) client.destroy();
    await this.#process?.stop(60_000);
    await runToTheEnd([process.execPath, POSTERN, 'down', '--data', this.#data]);
  }

  /** One client an account: its connections stay. */
  ec2(account: string): EC2Client {
    const known = this.#clients.get(account) ?? new EC2Client(this.#clientOptions(account));
    this.#clients.set(account, known);
    return known;
  }

  elb(account: string): ElasticLoadBalancingV2Client {
    return new ElasticLoadBalancingV2Client(this.#clientOptions(account));
  }

  /** Namespace of an instance, once it is there. */
  namespacePath(instanceId: string): Promise<string> {
    return eventually('the instance runs', 60_000, async () => {
      const response = await fetch(`${this.#url}/_postern/instances/${instanceId}/enter`);
      const body = (await response.json()) as { namespacePath?: string };
      if (!body.namespacePath) throw new Error(`${response.status} ${JSON.stringify(body)}`);
      return body.namespacePath;
    });
  }

  memory(): Memory {
    return { daemonKb: residentKb(this.#process?.pid ?? 0), agentKb: residentKb(this.#agentPid()) };
  }

  #agentPid(): number {
    const log = readFileSync(join(this.#data, 'agent.log'), 'utf8');
    return Number([...log.matchAll(/agent (\d+) serves/g)].at(-1)?.[1]);
  }

  #clientOptions(account: string) {
    return {
      endpoint: this.#url,
      region: 'us-east-1',
      credentials: { accessKeyId: account, secretAccessKey: 'any' },
    };
  }
}

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
