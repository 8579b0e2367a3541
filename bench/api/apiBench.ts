/**
 * `npm run bench -- --api`: what calls of the EC2 API cost, beside emulators, and what a hundred thousand endpoints
 * cost.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interruption } from '../interruption.ts';
import { median } from '../statistics.ts';
import type { Undoing } from '../undoing.ts';
import { callText } from './apiCalls.ts';
import {
  type ApiParty,
  createText,
  makeService,
  makeVpc,
  onOtherCores,
  ownParty,
  residentKb,
  SERVICE_ZONE,
  type Skipped,
  startEmulator,
  startOwn,
} from './apiParties.ts';

const CLIENT = fileURLToPath(new URL('./clientProgram.js', import.meta.url));
const CLIENTS = 8;
/** What DescribeVpcEndpoints is asked for. */
const LISTED = 1_000;
const ENDPOINTS_PER_VPC = 100;
const VPCS_PER_ACCOUNT = 10;

export interface ApiSettings {
  readonly rounds: number;
  readonly seconds: number;
  /** Endpoints of the large installation. */
  readonly endpoints: number;
  readonly ministack: string;
  readonly moto: string;
}

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface PartyFigures {
  readonly name: string;
  readonly create: Load;
  readonly describe: Load;
}

export interface PageFigures extends Load {
  readonly endpoints: number;
}

export interface ApiResults {
  readonly parties: readonly PartyFigures[];
  readonly skipped: readonly Skipped[];
  readonly pages: readonly PageFigures[];
  readonly endpoints: number;
  readonly bytesPerEndpoint: number;
  readonly bytesPerEndpointAfterStart: number;
  readonly startMs: number;
}

export async function measureApi(settings: ApiSettings, undoing: Undoing): Promise<ApiResults> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-bench-api-'));
  undoing.add(async () => rmSync(directory, { recursive: true, force: true }));
  const compared = await compareParties(settings, join(directory, 'compared'), undoing);
  return { ...compared, ...(await measureMany(settings, join(directory, 'many'), undoing)) };
}

async function compareParties(settings: ApiSettings, directory: string, undoing: Undoing) {
  const started = [
    await ownParty(directory),
    await startEmulator('ministack', settings.ministack),
    await startEmulator('moto', settings.moto),
  ];
  const parties = started.filter((party): party is ApiParty => 'process' in party);
  for (const { process } of parties) undoing.add(() => process.stop());
  for (const { port, create } of parties) await load(port, create, CLIENTS, 600, LISTED);
  const describes = await rounds(settings, parties, ({ describe }) => describe);
  const creates = await rounds(settings, parties, ({ create }) => create);
  for (const { process } of parties) await process.stop();
  return {
    parties: parties.map((party) => ({
      name: party.name,
      create: middle(creates.get(party) ?? []),
      describe: middle(describes.get(party) ?? []),
    })),
    skipped: started.filter((party): party is Skipped => 'skipped' in party),
  };
}

/** The parties take turns: what else the machine does hits all of them alike. */
async function rounds(settings: ApiSettings, parties: readonly ApiParty[], of: (party: ApiParty) => string) {
  const loads = new Map<ApiParty, Load[]>(parties.map((party) => [party, []]));
  for (let round = 0; round < settings.rounds; round++) {
    for (const party of parties) {
      loads.get(party)?.push(await load(party.port, of(party), CLIENTS, settings.seconds));
    }
  }
  return loads;
}

async function measureMany({ endpoints, seconds }: ApiSettings, directory: string, undoing: Undoing) {
  const server = await startOwn(directory);
  undoing.add(() => server.process.stop(20_000));
  process.stderr.write(`making ${endpoints} endpoints\n`);
  const { creates, pages } = await makePlaces(server.port, Math.ceil(endpoints / ENDPOINTS_PER_VPC));
  const empty = residentKb(server.process);
  const first = creates.slice(0, VPCS_PER_ACCOUNT).join('\n');
  await load(server.port, first, CLIENTS, 600, LISTED);
  const few = await load(server.port, pages.slice(0, VPCS_PER_ACCOUNT).join('\n'), 1, seconds);
  const rest = creates.slice(VPCS_PER_ACCOUNT).join('\n');
  if (rest) await load(server.port, rest, CLIENTS, 3_600, endpoints - LISTED);
  const many = await load(server.port, pages.join('\n'), 1, 3 * seconds);
  const bytesPerEndpoint = bytesEach(residentKb(server.process) - empty, endpoints);
  await server.process.stop(20_000);
  const again = await startOwn(directory);
  undoing.add(() => again.process.stop(20_000));
  const bytesPerEndpointAfterStart = bytesEach(residentKb(again.process) - empty, endpoints);
  await again.process.stop(20_000);
  return {
    endpoints,
    pages: [
      { endpoints: LISTED, ...few },
      { endpoints, ...many },
    ],
    bytesPerEndpoint,
    bytesPerEndpointAfterStart,
    startMs: again.startMs,
  };
}

/** VPCs of many accounts; for each the call that makes an endpoint in it and the one that lists those it has. */
async function makePlaces(port: number, vpcs: number) {
  const serviceName = await makeService(port, '999900000000');
  const creates: string[] = [];
  const pages: string[] = [];
  for (let number = 0; number < vpcs; number++) {
    interruption.throwIfAborted();
    const account = String(100_000_000_000 + Math.floor(number / VPCS_PER_ACCOUNT));
    const { vpcId, subnetId } = await makeVpc(port, account, SERVICE_ZONE);
    creates.push(createText(account, serviceName, vpcId, subnetId));
    const filter = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': vpcId };
    const list = { Action: 'DescribeVpcEndpoints', MaxResults: String(ENDPOINTS_PER_VPC), ...filter };
    pages.push(callText(account, 'ec2', list));
  }
  return { creates, pages };
}

/** What one client program measures; `count` ends it before the seconds are over. */
function load(port: number, calls: string, connections: number, seconds: number, count = 0): Promise<Load> {
  const argv = [port, connections, seconds, count].map(String);
  const [program = '', ...args] = onOtherCores([process.execPath, CLIENT, ...argv]);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], signal: interruption });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.once('error', reject);
    child.once('close', (status) =>
      status === 0 ? resolve(JSON.parse(output) as Load) : reject(new Error(`the client ended: ${errors}`)),
    );
    child.stdin.end(calls);
  });
}

function middle(loads: readonly Load[]): Load {
  const of = (figure: keyof Load) => median(loads.map((load) => load[figure]));
  return { perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
}

function bytesEach(kilobytes: number, count: number): number {
  return (kilobytes * 1024) / count;
}
