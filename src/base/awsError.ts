/** The caller's errors, in AWS words; the last stage of the API serializes them in the caller's protocol. */

export class AwsError extends Error {
  override name = 'AwsError';

  /**
   * @param code AWS's error code, such as `InvalidVpcID.NotFound`
   * @param status HTTP status: 400 unless AWS documents another
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
