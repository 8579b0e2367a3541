/** `postern verify-domain SERVICE`: the operator vouches for a service's private DNS name. */
import type { Command } from 'commander';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';

export function addVerifyDomain(program: Command): void {
  const command = program
    .command('verify-domain')
    .description("mark a service's private DNS name as verified, so that endpoints may use it")
    .argument('<service>', 'the endpoint service, vpce-svc-…');
  withDaemonOptions(command).action(verifyDomain);
}

async function verifyDomain(service: string, options: DaemonOptions): Promise<void> {
  const path = `services/${encodeURIComponent(service)}/verify-domain`;
  const { privateDnsName } = await findDaemon(options).post<{ privateDnsName: string }>(path);
  console.log(`${privateDnsName} is verified for ${service}.`);
}
