/** AttachVpnGateway: one VPC per gateway, one gateway per VPC. */
import type { AttachVpnGatewayRequest, AttachVpnGatewayResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { findVpc } from '../ids.ts';
import { findVpnGateway } from './checks.ts';

export function attachVpnGateway(call: Call, input: AttachVpnGatewayRequest): AttachVpnGatewayResult {
  const gateway = findVpnGateway(call, input.VpnGatewayId);
  const vpc = findVpc(call, input.VpcId);
  const present = attachedVpc(gateway);
  if (present === vpc.id) return { VpcAttachment: { VpcId: vpc.id, State: 'attached' } };
  if (present || call.tx.vpnGateways.count('vpc', vpc.id) > 0) {
    throw new AwsError(
      'VpnGatewayAttachmentLimitExceeded',
      'A VPC can have one virtual private gateway, which can be attached to one VPC.',
    );
  }
  const attachment = { vpcId: vpc.id, state: 'attached' } as const;
  call.tx.vpnGateways.put({ ...gateway, spec: { ...gateway.spec, attachment } });
  return { VpcAttachment: { VpcId: vpc.id, State: 'attaching' } };
}
