/** DeleteVpnGateway: only a detached one goes; its routes are no longer propagated anywhere. */
import type { DeleteVpnGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';
import { findVpnGateway } from './checks.ts';
import { withoutPropagation } from './routePropagation.ts';

export function deleteVpnGateway(call: Call, input: DeleteVpnGatewayRequest): object {
  const gateway = findVpnGateway(call, input.VpnGatewayId);
  if (attachedVpc(gateway)) {
    throw new AwsError(
      'IncorrectState',
      `The virtual private gateway '${gateway.id}' is attached to ${attachedVpc(gateway)} and cannot be deleted.`,
    );
  }
  call.tx.vpnGateways.put({ ...gateway, spec: { ...gateway.spec, deletedAt: call.now.toISOString() } });
  call.tx.onPremises.delete(gateway.id);
  for (const table of call.tx.routeTables.by('scope', mine(call)))
    withoutPropagation(call, table, gateway.id);
  return {};
}
