/** `postern up`: the daemon. */
import { isIP } from 'node:net';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DaemonSettings, RunningDaemon } from '../../main.ts';
import { defaultDataPath } from '../../state/dataDirectory.ts';
import { CommandError } from '../commandError.ts';
import { internetOption } from '../internetOption.ts';
import { packageVersion } from '../version.ts';

interface UpOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly auth: 'any' | 'strict';
  readonly fallback?: URL;
  readonly keepNetwork?: boolean;
  /** Undefined: on for 127.0.0.1 only. */
  readonly allowUserData?: boolean;
  readonly flowCache: boolean;
  readonly internet: string;
  readonly verificationResolver?: string;
  readonly quota?: Readonly<Record<string, number>>;
}

export function addUp(program: Command): void {
  const data = defaultDataPath(process.env, process.getuid?.() === 0);
  program
    .command('up', { isDefault: false })
    .description('run the daemon: the AWS API, and the data plane behind it')
    .option('--port <number>', 'port of the AWS API; 0 takes a free one', parsePort, 4566)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <dir>', 'data directory', data)
    .addOption(authOption())
    .option('--fallback <url>', 'where requests for other AWS services go', parseUrl)
    .option(
      '--verification-resolver <host:port>',
      "DNS resolver that proves private DNS names (default: the host's)",
      parseResolver,
    )
    .option('--keep-network', 'leave the network running when the daemon is stopped')
    .option('--allow-user-data', 'run UserData scripts inside instances (default on 127.0.0.1)')
    .option('--no-allow-user-data', 'never run UserData scripts')
    .addOption(internetOption())
    .option('--no-flow-cache', 'let nft see every packet, not only first ones')
    .option(
      '--quota <name=number>',
      "change a quota from AWS's default, such as vpcsPerRegion=50, or all with '*=10000'; may be repeated (or POSTERN_QUOTAS, a comma list)",
      parseQuota,
    )
    .addOption(new Option('--no-user-data').hideHelp().implies({ allowUserData: false }))
    .action(up);
}

function authOption(): Option {
  return new Option('--auth <mode>', 'any: every signature is taken; strict: signatures must verify')
    .choices(['any', 'strict'])
    .default('any');
}

async function up(options: UpOptions): Promise<void> {
  requireLoopbackOrStrict(options);
  const daemon = await start({
    ...options,
    allowUserData: options.allowUserData ?? options.host === '127.0.0.1',
    quotas: [quotasOf(process.env.POSTERN_QUOTAS ?? ''), options.quota ?? {}],
    version: packageVersion(),
    report: (sentence) => console.error(sentence),
  });
  const ended = untilSignal();
  const giveUp = async (error: Error) => {
    await daemon.stop({ removeNetwork: false });
    throw new CommandError(error.message);
  };
  const outcome = await Promise.race([daemon.ready.then(() => 'ready' as const, giveUp), ended]);
  if (outcome === 'ready') {
    console.log(greeting(daemon.endpoint, options, daemon.credentialsPath));
    await ended;
  }
  console.log(options.keepNetwork ? 'Stopping; the network stays.' : 'Stopping, and removing the network.');
  await daemon.stop({ removeNetwork: !options.keepNetwork });
  process.exit(0);
}

async function start(settings: DaemonSettings): Promise<RunningDaemon> {
  const { startDaemon, StartError } = await import('../../main.ts');
  try {
    return await startDaemon(settings);
  } catch (error) {
    throw error instanceof StartError ? new CommandError(error.message) : error;
  }
}

/** Anyone who reaches an open API rules the network; only this machine may. */
function requireLoopbackOrStrict({ host, auth }: UpOptions): void {
  if (auth === 'strict' || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)) return;
  throw new CommandError(
    `With --auth any, everyone who reaches ${host} could do anything. Add --auth strict, or listen on 127.0.0.1.`,
  );
}

function greeting(endpoint: string, options: UpOptions, credentialsPath: string | undefined): string {
  const keys = credentialsPath
    ? `  Access keys: ${credentialsPath}`
    : '  Any access key works; one of twelve digits is the account of that number.';
  return [
    `Postern is ready at ${endpoint}`,
    keys,
    `  Try:  AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${endpoint} --region us-east-1 ec2 describe-vpcs`,
    `  See:  postern get vpcs --data ${options.data}`,
  ].join('\n');
}

/** A second signal ends the process at once. */
function untilSignal(): Promise<'signal'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('signal'));
  });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('Give an http or https URL.');
  return new URL(text);
}

/** `127.0.0.1:5353`, `[::1]:53`, or an address alone. */
function parseResolver(text: string): string {
  const [, bracketed, plain, port = '53'] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isAddress = bracketed ? isIP(bracketed) === 6 : isIP(plain ?? '') === 4;
  if (isAddress && Number(port) > 0 && Number(port) <= 65535) return text;
  throw new InvalidArgumentError('Give an address and a port, such as 127.0.0.1:5353 or [::1]:53.');
}

function parseQuota(
  text: string,
  others: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [, name = '', value = ''] = /^(\w+|\*)=(\d{1,9})$/.exec(text) ?? [];
  if (!name) throw new InvalidArgumentError('Give name=number.');
  return { ...others, [name]: Number(value) };
}

/** @param list `name=number` of each, with commas between; empty where the environment says nothing */
function quotasOf(list: string): Readonly<Record<string, number>> {
  try {
    return list
      .split(',')
      .filter(Boolean)
      .reduce((others, text) => parseQuota(text.trim(), others), {});
  } catch {
    throw new CommandError(`POSTERN_QUOTAS is '${list}': give name=number, with commas between several.`);
  }
}
