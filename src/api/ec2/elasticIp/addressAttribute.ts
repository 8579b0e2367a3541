/** The one attribute of an Elastic IP: the name that a reverse look-up is to find. It is kept and shown. */
import type { AddressAttribute } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { ElasticIp } from '../../../resources/elasticIp.ts';

const DOMAIN_NAME = 'domain-name';

export function attributeView({ id, spec }: ElasticIp): AddressAttribute {
  return { PublicIp: spec.publicIp, AllocationId: id, PtrRecord: spec.ptrRecord };
}

/** @throws AwsError InvalidParameterValue */
export function checkAttribute(attribute: string): void {
  if (attribute === DOMAIN_NAME) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${attribute}) for parameter attribute is invalid. Valid value is ${DOMAIN_NAME}.`,
  );
}
