/** Refusals that several PrivateLink operations share. */
import { AwsError } from '../../../base/awsError.ts';

/** EC2's code for parameters that do not fit the endpoint or the service. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameter', message);
}

/** What AWS has and Postern does not: refused, never ignored. */
export function notYet(what: string): AwsError {
  return new AwsError('UnsupportedOperation', `Postern does not support ${what} yet`);
}

/** The same for a service that is not there and for one that the caller may not see. */
export function invalidServiceName(serviceName: string): AwsError {
  return new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${serviceName}' does not exist`);
}
