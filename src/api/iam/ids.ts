/** IAM's unique ids: four letters that say what it is, and seventeen characters. */
import type { Random } from '../../base/random.ts';

const PREFIXES = { user: 'AIDA', group: 'AGPA', role: 'AROA', policy: 'ANPA', profile: 'AIPA' } as const;

export function uniqueId(random: Random, kind: keyof typeof PREFIXES): string {
  return PREFIXES[kind] + random.text(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
}
