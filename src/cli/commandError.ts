/** What stops a command: one plain sentence that says what to do, and an exit status. */
export class CommandError extends Error {
  override name = 'CommandError';

  constructor(
    message: string,
    readonly exitStatus = 1,
  ) {
    super(message);
  }
}
