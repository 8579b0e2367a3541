/** `postern explain`: may this reach that, and if not, what is in the way. */
import type { Command } from 'commander';
import type { ExplainReport } from '../../inspect/explain.ts';
import { CommandError } from '../commandError.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';
import { reportText } from '../explain/report.ts';

interface ExplainOptions extends DaemonOptions {
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly protocol: string;
  readonly vpc?: string;
  readonly json?: boolean;
}

/** Errors, wrong usage too, are 1. */
const BLOCKED = 2;

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('say whether one thing reaches another, hop by hop, and what is in the way')
    .requiredOption('--from <instance|ip>', 'instance id or Name tag, interface id, or private address')
    .requiredOption(
      '--to <name|ip>',
      "DNS name (as that VPC resolves it), address, or an instance's or endpoint's id",
    )
    .option('--port <n>', 'destination port; not for icmp')
    .option('--protocol <name>', 'tcp, udp or icmp', 'tcp')
    .option('--vpc <id>', 'the VPC of --from, where several have that address')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `\nExit status: 0 where it is reachable, ${BLOCKED} where something is in the way, 1 for errors.`,
    );
  withDaemonOptions(command).action(explain);
}

async function explain(options: ExplainOptions): Promise<void> {
  const report = await findDaemon(options).get<ExplainReport>(`explain?${queryOf(options)}`);
  const text = options.json ? JSON.stringify(report, null, 2) : reportText(report);
  process.stdout.write(`${text}\n`);
  if (report.fault !== undefined) throw new CommandError(report.fault);
  if (report.verdict === 'blocked') process.exitCode = BLOCKED;
}

function queryOf({ from, to, port, protocol, vpc }: ExplainOptions): string {
  const query = new URLSearchParams({ from, to, protocol });
  if (port !== undefined) query.set('port', port);
  if (vpc !== undefined) query.set('vpc', vpc);
  return query.toString();
}
