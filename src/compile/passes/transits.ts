/** Pass: a namespace for each transit gateway that a VPC is joined to. */
import { pass } from '../pass.ts';

export const transits = pass('transitGateways', ({ id }, tables) =>
  tables.transitGatewayAttachments.count('joined', id) > 0 ? [{ kind: 'transit' as const, id }] : [],
);
