/** The one table: every path's medians and their ratio to the plain routed path. */
import type { Sample } from './load.ts';

export interface Result {
  readonly name: string;
  /** Empty when the path was skipped. */
  readonly samples: readonly Sample[];
  readonly skipped?: string;
}

type Figure = keyof Sample;

const COLUMNS: readonly { figure: Figure; title: string; show: (value: number) => string }[] = [
  { figure: 'throughput', title: 'throughput', show: (value) => `${(value / 1e9).toFixed(2)} Gb/s` },
  { figure: 'connections', title: 'new conn/s', show: (value) => value.toFixed(0) },
  { figure: 'requests', title: 'requests/s', show: (value) => value.toFixed(0) },
  { figure: 'p99Us', title: 'p99', show: (value) => `${(value / 1000).toFixed(2)} ms` },
];

/** The first result is the plain path, to which the others are put in relation. */
export function printTable(results: readonly Result[]): void {
  const plain = results[0];
  console.log(row(['path', ...COLUMNS.map((column) => column.title)]));
  for (const result of results) {
    if (result.skipped) console.log(row([result.name, `skipped: ${result.skipped}`]));
    else console.log(row([result.name, ...COLUMNS.map((column) => cell(column, result, plain as Result))]));
  }
}

/** Ratio of two paths' medians. */
export function ratio(of: Result, to: Result, figure: Figure): number {
  return (
    median(of.samples.map((sample) => sample[figure])) / median(to.samples.map((sample) => sample[figure]))
  );
}

function cell(column: (typeof COLUMNS)[number], result: Result, plain: Result): string {
  const value = median(result.samples.map((sample) => sample[column.figure]));
  return `${column.show(value)} (${ratio(result, plain, column.figure).toFixed(2)})`;
}

function row(cells: readonly string[]): string {
  return cells.map((text, index) => (index === 0 ? text.padEnd(26) : text.padStart(22))).join('');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
