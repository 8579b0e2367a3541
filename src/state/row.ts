/** What every row of every table is. */
export interface Row {
  readonly id: string;
}
