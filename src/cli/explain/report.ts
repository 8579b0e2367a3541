/** A report of `explain` for people: the question, each hop with what it did, the verdict and what to do. */
import type { ExplainReport, ReportStep } from '../../inspect/explain.ts';
import { formatTable } from '../table.ts';

export function reportText(report: ExplainReport): string {
  return [
    question(report),
    ...resolution(report),
    '',
    ...hops(report, 'There', report.forward),
    ...hops(report, 'Back', report.back),
    ...verdict(report),
  ].join('\n');
}

function question({ from, to, protocol, port }: ExplainReport): string {
  const traffic = port === undefined ? protocol.toUpperCase() : `${protocol.toUpperCase()} port ${port}`;
  return `From ${from.address} (${from.interfaceId} in ${from.vpcId}) to ${to.asked}, ${traffic}`;
}

function resolution({ to }: ExplainReport): string[] {
  const { asked, addresses, by } = to;
  if (by === undefined || addresses.includes(asked)) return [];
  return [`${asked} is ${addresses.join(', ')}, by ${by}`];
}

function hops({ blockedBy }: ExplainReport, title: string, steps: readonly ReportStep[]): string[] {
  if (steps.length === 0) return [];
  const rows = steps.map((step, index) => [
    String(index + 1).padStart(4),
    step.kind,
    shortId(step.id) + (step.name && !step.id.startsWith('arn:') ? ` (${step.name})` : ''),
    step.detail,
  ]);
  const [, ...lines] = formatTable(['', '', '', ''], rows).split('\n');
  return [`${title}${blockedBy && title === 'There' ? ', as far as it goes' : ''}:`, ...lines, ''];
}

function verdict({ verdict: is, blockedBy, ways }: ExplainReport): string[] {
  if (is === 'reachable') {
    const some = ways.through < ways.all ? ` by ${ways.through} of ${ways.all} ways` : '';
    return [`Reachable${some}.`];
  }
  if (!blockedBy) return ['Blocked.'];
  return [
    `Blocked at ${shortId(blockedBy.id)}: ${blockedBy.code}`,
    `  ${blockedBy.sentence}`,
    `  What to do: ${blockedBy.advice}`,
  ];
}

/** ARNs of load balancers and target groups without what they have in common. */
function shortId(id: string): string {
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf(':') + 1) : id;
}
