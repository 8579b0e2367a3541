/** The status of things that come and go by themselves in a moment. */
export interface Life {
  readonly state: 'pending' | 'available' | 'deleting' | 'deleted';
  /** ISO 8601 time at which it was gone; it is shown for an hour more. */
  readonly endedAt?: string;
}
