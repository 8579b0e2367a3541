/** A service's private DNS name and the proof that its provider owns it. */
import type { EndpointService } from './endpointService.ts';

/** What the public DNS is to be asked for. */
export interface AskedVerification {
  /** The private name, which may begin with `*.`. */
  readonly domain: string;
  /** Name (`_…`) and value (`vpce:…`) of the record. */
  readonly name: string;
  readonly value: string;
}

/** What is asked for and not yet answered. */
export function awaitsVerification({ spec, status }: EndpointService): AskedVerification | undefined {
  const { privateDnsName: domain, verificationRequest } = spec;
  const { privateDnsName } = status;
  if (!domain || !privateDnsName || !verificationRequest) return undefined;
  if (privateDnsName.answeredRequest === verificationRequest) return undefined;
  return { domain, name: privateDnsName.name, value: privateDnsName.value };
}
