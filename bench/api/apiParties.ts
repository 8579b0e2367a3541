/** Servers of the EC2 API beside each other, each on one core: Postern's, and emulators where they are installed. */
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Background, eventually, isInstalled } from '../commands.ts';
import { call, callText, type Form, textIn } from './apiCalls.ts';

const OWN_SERVER = fileURLToPath(new URL('./apiServer.js', import.meta.url));

/** A server that runs, with the calls that are asked of it. */
export interface ApiParty {
  readonly name: string;
  readonly process: Background;
  readonly port: number;
  /** Makes one endpoint. */
  readonly create: string;
  /** Lists a thousand. */
  readonly describe: string;
}

export interface Skipped {
  readonly name: string;
  readonly skipped: string;
}

/** Where the bench's service is. */
export const SERVICE_ZONE: Form = { AvailabilityZoneId: 'use1-az1' };

const ACCOUNT = '111122223333';

/** The command line on the first core, where that can be said and there is another for the client. */
export function onFirstCore(command: readonly string[]): string[] {
  return pinned('0', command);
}

/** The client has the other cores. */
export function onOtherCores(command: readonly string[]): string[] {
  return pinned(`1-${availableParallelism() - 1}`, command);
}

export async function startOwn(
  directory: string,
): Promise<{ process: Background; port: number; startMs: number }> {
  const process_ = new Background(onFirstCore([process.execPath, OWN_SERVER, directory]));
  const [, port, startMs] = await process_.says(/ready at \S+:(\d+) after (\d+) ms/, 120_000);
  return { process: process_, port: Number(port), startMs: Number(startMs) };
}

export async function ownParty(directory: string): Promise<ApiParty> {
  const { process, port } = await startOwn(directory);
  const serviceName = await makeService(port, ACCOUNT);
  // A subnet has room for all that a fast machine makes.
  return { name: 'Postern, durable', process, port, ...(await calls(port, serviceName, SERVICE_ZONE)) };
}

/** @param programs where the emulators are; those on the path are found by themselves */
export async function startEmulator(
  name: 'ministack' | 'moto',
  program: string,
): Promise<ApiParty | Skipped> {
  if (!(program.includes('/') ? existsSync(program) : isInstalled(program)))
    return { name, skipped: `${program} is not installed; --${name} names another place` };
  const port = await freePort();
  const command = name === 'moto' ? [program, '-p', String(port)] : ['env', `GATEWAY_PORT=${port}`, program];
  const process = new Background(onFirstCore(command));
  try {
    await eventually(`${name} answers`, 30_000, () => call(port, ACCOUNT, 'ec2', { Action: 'DescribeVpcs' }));
    return {
      name,
      process,
      port,
      ...(await calls(port, 'com.amazonaws.us-east-1.s3', { AvailabilityZone: 'us-east-1a' })),
    };
  } catch (error) {
    await process.stop();
    return { name, skipped: (error as Error).message };
  }
}

/** A service without acceptance, behind a Network Load Balancer; its name. */
export async function makeService(port: number, account: string): Promise<string> {
  const { subnetId } = await makeVpc(port, account, SERVICE_ZONE);
  const balancer = await call(port, account, 'elasticloadbalancing', {
    Action: 'CreateLoadBalancer',
    Name: 'bench',
    Type: 'network',
    Scheme: 'internal',
    'Subnets.member.1': subnetId,
  });
  const service = await call(port, account, 'ec2', {
    Action: 'CreateVpcEndpointServiceConfiguration',
    'NetworkLoadBalancerArn.1': textIn(balancer, 'LoadBalancerArn'),
    AcceptanceRequired: 'false',
  });
  await call(port, account, 'ec2', {
    Action: 'ModifyVpcEndpointServicePermissions',
    ServiceId: textIn(service, 'serviceId'),
    'AddAllowedPrincipals.1': '*',
  });
  return textIn(service, 'serviceName');
}

/** The zone by its id where that is known: accounts name the same zone differently. */
export async function makeVpc(port: number, account: string, zone: Form) {
  const vpc = await call(port, account, 'ec2', { Action: 'CreateVpc', CidrBlock: '10.0.0.0/16' });
  const vpcId = textIn(vpc, 'vpcId');
  const place = { VpcId: vpcId, CidrBlock: '10.0.0.0/17', ...zone };
  const subnet = await call(port, account, 'ec2', { Action: 'CreateSubnet', ...place });
  return { vpcId, subnetId: textIn(subnet, 'subnetId') };
}

export function createText(account: string, serviceName: string, vpcId: string, subnetId: string): string {
  const form: Form = {
    Action: 'CreateVpcEndpoint',
    VpcEndpointType: 'Interface',
    VpcId: vpcId,
    ServiceName: serviceName,
    'SubnetId.1': subnetId,
  };
  return callText(account, 'ec2', form);
}

/** Kilobytes resident. */
export function residentKb({ pid }: Background): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Endpoints go to eight VPCs in turn. */
async function calls(port: number, serviceName: string, zone: Form) {
  const creates: string[] = [];
  for (let count = 0; count < 8; count++) {
    const { vpcId, subnetId } = await makeVpc(port, ACCOUNT, zone);
    creates.push(createText(ACCOUNT, serviceName, vpcId, subnetId));
  }
  const describe = callText(ACCOUNT, 'ec2', { Action: 'DescribeVpcEndpoints', MaxResults: '1000' });
  return { create: creates.join('\n'), describe };
}

function pinned(cores: string, command: readonly string[]): string[] {
  if (availableParallelism() < 2 || !isInstalled('taskset')) return [...command];
  return ['taskset', '-c', cores, ...command];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
