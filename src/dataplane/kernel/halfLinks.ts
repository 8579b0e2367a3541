/** Links that have lost their far end. */
import type { WantedNamespace } from '../../program/desired.ts';
import type { ActualNamespace } from '../../program/diff.ts';
import { HALF_LINK } from '../../program/write/ip.ts';

/** A veth whose far end is not where it belongs is made anew, with all that stands on it. */
export function forgetHalfLinks(
  name: string,
  wanted: ReadonlyMap<string, WantedNamespace>,
  actual: ReadonlyMap<string, ActualNamespace>,
): void {
  const contents = actual.get(name);
  for (const { object } of wanted.get(name)?.values() ?? []) {
    if (object.kind !== 'link' || !object.peer || !contents?.has(object.key)) continue;
    if (actual.get(object.peer.namespace)?.has(`link ${object.peer.name}`)) continue;
    markHalf(contents, object.name);
  }
}

function markHalf(contents: ActualNamespace, device: string): void {
  for (const [key, state] of contents) {
    if (/^(address|neighbour|programs) /.test(key) && key.split(' ')[1] === device) contents.delete(key);
    if (state.includes(`dev ${device}`)) contents.delete(key);
  }
  contents.set(`link ${device}`, HALF_LINK);
}
