/** What instances have printed (EC2's console output): the output of their user data. */
export interface ConsoleOutput {
  /** The instance's id. */
  readonly id: string;
  /** The last of it. */
  readonly text: string;
  /** ISO 8601 time at which it was last written to. */
  readonly writtenAt: string;
}
