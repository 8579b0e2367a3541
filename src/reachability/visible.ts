/** Cuts a way where it leaves the accounts that an answer may show. */
import { otherAccount } from './findings/paths.ts';
import type { Step, Way } from './journey.ts';

export interface Shown {
  readonly way: Way;
  /** The account that the way goes on in. */
  readonly beyond?: string;
}

/** @param destination the id that was asked for: a way that has come to it is found, whatever comes after */
export function shownTo(way: Way, accounts: readonly string[], destination: string | undefined): Shown {
  const isForeign = ({ shown }: Step) =>
    !accounts.includes(accountOf(shown.Component?.Arn) ?? accounts[0] ?? '');
  const at = way.forward.findIndex(isForeign);
  if (at < 0) return { way };
  const forward = way.forward.slice(0, at);
  const beyond = accountOf(way.forward[at]?.shown.Component?.Arn) ?? '';
  const last = forward.at(-1)?.shown.Component?.Id ?? '';
  const isThere = forward.some(({ shown }) => shown.Component?.Id === destination);
  const finding = isThere ? undefined : otherAccount(last, beyond);
  return { way: { forward, back: [], packet: way.packet, finding, arrivedAt: last }, beyond };
}

/** The fifth part of an ARN. */
function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(':')[4] || undefined;
}
