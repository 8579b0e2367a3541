/** StartVpcEndpointServicePrivateDnsVerification: the check of the TXT record begins; its outcome is shown later. */
import type {
  StartVpcEndpointServicePrivateDnsVerificationRequest,
  StartVpcEndpointServicePrivateDnsVerificationResult,
} from '@aws-sdk/client-ec2';
import { requestVerification } from '../../../state/privateDnsName.ts';
import type { Call } from '../../operation.ts';
import { findEndpointService } from '../ids.ts';
import { invalidParameter } from './errors.ts';

export function startVpcEndpointServicePrivateDnsVerification(
  call: Call,
  input: StartVpcEndpointServicePrivateDnsVerificationRequest,
): StartVpcEndpointServicePrivateDnsVerificationResult {
  const service = findEndpointService(call, input.ServiceId);
  if (!service.spec.privateDnsName) {
    throw invalidParameter(`The VPC endpoint service ${service.id} does not have a private DNS name.`);
  }
  requestVerification(call.tx, service, call.random.hex(17));
  return { ReturnValue: true };
}
