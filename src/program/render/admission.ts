/** Lets one endpoint interface in, on the provider's side. */
import type { AdmissionRow } from '../rows.ts';
import { element, type Placed, placedIn } from './objects.ts';

export function renderAdmission(row: AdmissionRow): Placed[] {
  return placedIn(row.vpcId, [element('admitted', [row.source, row.destination])]);
}
