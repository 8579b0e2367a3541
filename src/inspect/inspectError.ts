/** What the operator asked for and cannot have; the message is one plain sentence. */
export class InspectError extends Error {
  override name = 'InspectError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
