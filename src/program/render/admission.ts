/** Lets one endpoint interface in, on the provider's side. */
import type { AdmissionRow } from '../rows.ts';
import { type Family, fabricAddressIn } from './family.ts';
import { familiesIn } from './groupRules.ts';
import { element, type Placed, placedIn } from './objects.ts';

export function renderAdmission(row: AdmissionRow): Placed[] {
  const admitted = (family: Family) =>
    element(`admitted${family.tag}`, [
      fabricAddressIn(family, row.source),
      fabricAddressIn(family, row.destination),
    ]);
  return placedIn(row.vpcId, familiesIn(row.ipv6).map(admitted));
}
