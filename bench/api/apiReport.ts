/** What the API's bench says. */
import type { ApiResults, Load, PartyFigures } from './apiBench.ts';

export function apiAsText(results: ApiResults): string {
  const { parties, skipped, pages, endpoints } = results;
  const [own] = parties;
  return [
    'Calls per second of 8 clients, each server on one core; in brackets how often as many Postern answers.',
    line(['', 'CreateVpcEndpoint', 'p99', '1,000 described', 'p99']),
    ...parties.map((party) => line(cells(party, own))),
    ...skipped.map(({ name, skipped: why }) => `${name}: skipped, ${why}`),
    '',
    'A page of 100 endpoints filtered by VPC:',
    ...pages.map((page) => line([`${page.endpoints} stored`, ms(page.p50Ms), `p99 ${ms(page.p99Ms)}`])),
    '',
    `${endpoints} endpoints: ${results.bytesPerEndpoint.toFixed(0)} bytes resident each,`,
    `${results.bytesPerEndpointAfterStart.toFixed(0)} after a start, which took ${results.startMs} ms.`,
  ].join('\n');
}

export function apiAsJson(results: ApiResults): string {
  const [own] = results.parties;
  const parties = results.parties.map((party) => ({
    ...party,
    ownTimesIts: { create: ratio(own?.create, party.create), describe: ratio(own?.describe, party.describe) },
  }));
  return JSON.stringify({ ...results, parties }, undefined, 2);
}

function cells({ name, create, describe }: PartyFigures, own: PartyFigures | undefined): string[] {
  const rate = (load: Load, ours: Load | undefined) =>
    `${load.perSecond.toFixed(0)}/s (${ratio(ours, load).toFixed(1)})`;
  return [
    name,
    rate(create, own?.create),
    ms(create.p99Ms),
    rate(describe, own?.describe),
    ms(describe.p99Ms),
  ];
}

function ratio(own: Load | undefined, other: Load): number {
  return (own?.perSecond ?? Number.NaN) / other.perSecond;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function line(cells: readonly string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(20))).join('');
}
