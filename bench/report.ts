/** What the bench says: per path the medians and their ratio to the plain routed path, and what endpoints cost. */
import type { ChangeTimes } from './changes.ts';
import type { Costs } from './endpoints.ts';
import type { Path, Sample } from './load.ts';
import type { Rival } from './rivals.ts';
import type { Rounds } from './rounds.ts';
import { median, pairedRatio } from './statistics.ts';

type Figure = keyof Sample;

interface Column<T> {
  readonly title: string;
  readonly show: (of: T) => string;
}

const FIGURES: readonly { figure: Figure; title: string; show: (value: number) => string }[] = [
  { figure: 'download', title: 'download', show: (value) => `${(value / 1e9).toFixed(2)} Gb/s` },
  { figure: 'upload', title: 'upload', show: (value) => `${(value / 1e9).toFixed(2)} Gb/s` },
  { figure: 'connections', title: 'new conn/s', show: (value) => value.toFixed(0) },
  { figure: 'requests', title: 'requests/s', show: (value) => value.toFixed(0) },
  { figure: 'p99Us', title: 'p99', show: (value) => `${(value / 1000).toFixed(2)} ms` },
];

const COSTS: readonly Column<Costs>[] = [
  { title: 'endpoints', show: ({ present }) => present },
  { title: 'created/s', show: ({ createsPerSecond }) => createsPerSecond.toFixed(0) },
  { title: 'to available, each', show: ({ msToAvailable }) => `${msToAvailable.toFixed(1)} ms` },
  { title: 'accept to answer', show: ({ acceptedToAnswerMs }) => `${acceptedToAnswerMs.toFixed(1)} ms` },
  { title: 'daemon, each', show: (costs) => kilobytes(costs, costs.daemonKb) },
  { title: 'agent, each', show: (costs) => kilobytes(costs, costs.agentKb) },
];

const CHANGES: readonly Column<Costs>[] = [
  { title: 'change → kernel', show: ({ present }) => present },
  { title: 'rule', show: ({ changes }) => times(changes.rule) },
  { title: 'endpoint', show: ({ changes }) => times(changes.endpoint) },
  { title: 'target', show: ({ changes }) => times(changes.target) },
];

/** Below this, what a process grows by is not the endpoints'. */
const ENOUGH_TO_WEIGH = 100;

export interface Results {
  readonly paths?: ComparedPaths;
  readonly costs: readonly Costs[];
}

export interface ComparedPaths {
  /** Ratios are to this path. */
  readonly plain: Path;
  readonly rounds: Rounds;
  readonly skipped: readonly Extract<Rival, { skipped: string }>[];
}

export function asText({ paths, costs }: Results): string {
  return [
    ...(paths ? [...pathLines(paths), ''] : []),
    'What endpoints cost: CreateVpcEndpoint calls of 8 clients per second, and until all were available; from the',
    'answer of AcceptVpcEndpointConnections to the first answer through the endpoint; memory of either process.',
    ...tableOf(COSTS, costs),
    '',
    'From the call of the API until the kernel has it, median and 99th percentile: a rule in the group of the endpoints,',
    'an endpoint, a target with its first health check.',
    ...tableOf(CHANGES, costs),
  ].join('\n');
}

function pathLines({ plain, rounds, skipped }: ComparedPaths): string[] {
  const reference = rounds.get(plain) ?? [];
  const rows = [...rounds].map(([path, samples]) => [path.name, ...cells(samples, reference)]);
  return [
    'Medians over the rounds; in brackets the median of the ratios to the plain path of the same round.',
    ...table(['path', ...FIGURES.map(({ title }) => title)], rows),
    ...skipped.map(({ name, skipped: why }) => `${name}: skipped, ${why}`),
  ];
}

export function asJson({ paths, costs }: Results): string {
  return JSON.stringify({ ...(paths && pathValues(paths)), costs }, undefined, 2);
}

function pathValues({ plain, rounds, skipped }: ComparedPaths): object {
  const reference = rounds.get(plain) ?? [];
  const paths = [...rounds].map(([{ name }, samples]) => ({
    name,
    median: perFigure((figure) => median(of(samples, figure))),
    ratioToPlain: perFigure((figure) => pairedRatio(of(samples, figure), of(reference, figure))),
    samples,
  }));
  return { paths, skipped };
}

function cells(samples: readonly Sample[], reference: readonly Sample[]): string[] {
  return FIGURES.map(({ figure, show }) => {
    const ratio = pairedRatio(of(samples, figure), of(reference, figure));
    return `${show(median(of(samples, figure)))} (${ratio.toFixed(2)})`;
  });
}

function perFigure(value: (figure: Figure) => number): Record<string, number> {
  return Object.fromEntries(FIGURES.map(({ figure }) => [figure, value(figure)]));
}

function of(samples: readonly Sample[], figure: Figure): number[] {
  return samples.map((sample) => sample[figure]);
}

function kilobytes({ endpoints }: Costs, value: number): string {
  return endpoints < ENOUGH_TO_WEIGH ? '-' : `${value.toFixed(1)} kB`;
}

function times({ median: middle, p99 }: ChangeTimes): string {
  return `${middle.toFixed(1)} / ${p99.toFixed(1)} ms`;
}

function tableOf<T>(columns: readonly Column<T>[], rows: readonly T[]): string[] {
  return table(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ show }) => show(row))),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, ...rows].map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(30) : cell.padStart(20))).join(''),
  );
}
