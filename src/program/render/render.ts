/** A row as kernel objects. Rows that concern no kernel (checks, names) have none. */
import type { HealthTable, ProgramRow } from '../rows.ts';
import { renderAcl, renderSubnet } from './acl.ts';
import { renderAdmission } from './admission.ts';
import { renderEndpoint } from './endpoint.ts';
import { renderGroup } from './group.ts';
import { renderInstance } from './instance.ts';
import { renderInternetGateway, renderPublicAddress } from './internet.ts';
import { renderListener } from './listener.ts';
import { renderNatGateway } from './natGateway.ts';
import { renderNode } from './node.ts';
import type { Placed } from './objects.ts';
import { renderOnPremises } from './onPremises.ts';
import { renderPeering } from './peering.ts';
import { renderPort } from './port.ts';
import { renderRoutes } from './routes.ts';
import { renderTransit, renderTransitLink, renderTransitRoutes } from './transit.ts';
import { renderVpc } from './vpc.ts';

/** @param flowCache whether its programs carry what follows a connection's first packet */
export function renderRow(row: ProgramRow, health: HealthTable, flowCache: boolean): readonly Placed[] {
  switch (row.kind) {
    case 'vpc':
      return renderVpc(row, flowCache);
    case 'port':
      return renderPort(row, flowCache);
    case 'instance':
      return renderInstance(row);
    case 'group':
      return renderGroup(row);
    case 'routes':
      return renderRoutes(row);
    case 'acl':
      return renderAcl(row, flowCache);
    case 'subnet':
      return renderSubnet(row, flowCache);
    case 'onPremises':
      return renderOnPremises(row);
    case 'peering':
      return renderPeering(row);
    case 'internet':
      return renderInternetGateway(row);
    case 'publicAddress':
      return renderPublicAddress(row);
    case 'natGateway':
      return renderNatGateway(row);
    case 'transit':
      return renderTransit(row);
    case 'transitLink':
      return renderTransitLink(row);
    case 'transitRoutes':
      return renderTransitRoutes(row);
    case 'endpoint':
      return renderEndpoint(row);
    case 'node':
      return renderNode(row);
    case 'admission':
      return renderAdmission(row);
    case 'listener':
      return renderListener(row, health);
    case 'check':
    case 'names':
      return [];
  }
}
