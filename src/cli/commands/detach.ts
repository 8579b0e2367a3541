/** `postern detach GATEWAY`: takes the operator's network off a virtual private gateway again. */
import type { Command } from 'commander';
import type { JoinAnswer } from '../../inspect/onPremises.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';

export function addDetach(program: Command): void {
  const command = program
    .command('detach')
    .description('take off a virtual private gateway what `attach` has joined to it')
    .argument('<gateway>', 'the virtual private gateway, vgw-…');
  withDaemonOptions(command).action(detach);
}

async function detach(gateway: string, options: DaemonOptions): Promise<void> {
  const path = `vpn-gateways/${encodeURIComponent(gateway)}/detach`;
  const answer = await findDaemon(options).post<JoinAnswer>(path);
  console.log(`${answer.gatewayId} leads to ${answer.place} no more.`);
}
