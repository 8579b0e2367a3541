/** DetachVpnGateway: routes to it are black holes then. */
import type { DetachVpnGatewayRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { findVpc } from '../ids.ts';
import { findVpnGateway } from './checks.ts';

export function detachVpnGateway(call: Call, input: DetachVpnGatewayRequest): object {
  const gateway = findVpnGateway(call, input.VpnGatewayId);
  const vpc = findVpc(call, input.VpcId);
  if (attachedVpc(gateway) !== vpc.id) {
    throw new AwsError(
      'InvalidVpnGatewayAttachment.NotFound',
      `The attachment with vpn gateway ID '${gateway.id}' and vpc ID '${vpc.id}' does not exist`,
    );
  }
  const attachment = { vpcId: vpc.id, state: 'detached' } as const;
  call.tx.vpnGateways.put({ ...gateway, spec: { ...gateway.spec, attachment } });
  return {};
}
