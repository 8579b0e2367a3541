/** `postern attach GATEWAY`: joins a network of the operator's to a virtual private gateway, as on-premises. */
import type { Command } from 'commander';
import type { JoinAnswer } from '../../inspect/onPremises.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';

interface AttachOptions extends DaemonOptions {
  readonly netns?: string;
  readonly interface?: string;
  readonly cidr?: readonly string[];
  readonly address?: string;
}

export function addAttach(program: Command): void {
  const command = program
    .command('attach')
    .description(
      'join a network namespace or an interface of this host to a virtual private gateway, as on-premises',
    )
    .argument('<gateway>', 'the virtual private gateway, vgw-…')
    .option('--netns <name>', 'a network namespace, by its name in `ip netns list`')
    .option('--interface <name>', 'an interface of the host; it moves into the VPC, and back on detach')
    .option('--cidr <block...>', 'what is behind it; may be repeated')
    .option(
      '--address <address>',
      "with --netns: the link's address there; with --interface: the VPC's address on it",
    );
  withDaemonOptions(command).action(attach);
}

async function attach(gateway: string, options: AttachOptions): Promise<void> {
  const { netns, interface: hostInterface, cidr: cidrs, address } = options;
  const path = `vpn-gateways/${encodeURIComponent(gateway)}/attach`;
  const body = { netns, interface: hostInterface, cidrs, address };
  const answer = await findDaemon(options).post<JoinAnswer>(path, body);
  console.log(`${answer.gatewayId} leads to ${answer.place}: ${answer.cidrs.join(', ')}.`);
}
