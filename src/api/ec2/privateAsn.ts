/** Numbers that the Amazon side of a BGP session may have. */
import { AwsError } from '../../base/awsError.ts';

/** Private numbers, of 16 and of 32 bits. */
const ASNS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

/** @throws AwsError InvalidParameterValue */
export function checkPrivateAsn(asn: number): void {
  if (ASNS.some(([least, most]) => asn >= least && asn <= most)) return;
  throw new AwsError('InvalidParameterValue', `Value (${asn}) for parameter amazonSideAsn is invalid.`);
}
