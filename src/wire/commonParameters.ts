/** Form parameters that belong to the protocol or the signature, to no operation. */

const COMMON = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Expires',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
  // The marker of the SDK for JavaScript in presigned URLs.
  'x-id',
]);

export function isCommonParameter(name: string): boolean {
  return COMMON.has(name) || name.slice(0, 6).toLowerCase() === 'x-amz-';
}
