/** `postern get KIND [NAME]`: tables of what there is. */
import type { Command } from 'commander';
import { KINDS } from '../../inspect/kinds/all.ts';
import type { Line } from '../../inspect/kinds/kind.ts';
import { CommandError } from '../commandError.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';
import { formatTable } from '../table.ts';

interface GetOptions extends DaemonOptions {
  readonly json?: boolean;
  readonly account?: string;
}

interface ResourceList {
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
}

export function addGet(program: Command): void {
  const command = program
    .command('get')
    .description('print a table of what there is')
    .argument('<kind>', `one of ${KINDS.map(({ name }) => name).join(', ')}`)
    .argument('[name]', 'only this one: an id, an AWS name or a Name tag')
    .option('--account <id>', 'only what this account owns')
    .option('--json', 'print the resources as JSON');
  withDaemonOptions(command).action(get);
}

async function get(kind: string, name: string | undefined, options: GetOptions): Promise<void> {
  const path = ['resources', kind, ...(name === undefined ? [] : [name])].map(encodeURIComponent).join('/');
  const { columns, lines } = await findDaemon(options).get<ResourceList>(path);
  const shown = lines.filter(({ accountId }) => !options.account || accountId === options.account);
  if (name !== undefined && shown.length === 0) {
    throw new CommandError(`Account ${options.account} has no ${name} among its ${kind}.`);
  }
  process.stdout.write(`${options.json ? asJson(shown, name) : asTable(columns, shown)}\n`);
}

function asJson(lines: readonly Line[], name: string | undefined): string {
  const resources = lines.map(({ resource }) => resource);
  return JSON.stringify(name !== undefined && resources.length === 1 ? resources[0] : resources, null, 2);
}

function asTable(columns: readonly string[], lines: readonly Line[]): string {
  return formatTable(
    columns,
    lines.map(({ cells }) => cells),
  );
}
