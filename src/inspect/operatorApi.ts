/**
 * The operator's view over HTTP, `/_postern/…`: JSON throughout, read-only but for what AWS has no call for.
 *
 *   GET  /_postern/resources                       the kinds
 *   GET  /_postern/resources/KIND[/NAME]           lines and rows of a kind
 *   GET  /_postern/instances/NAME/enter            what it takes to run a command inside
 *   GET  /_postern/explain?from=&to=&port=&protocol=&vpc=
 *   POST /_postern/services/ID/verify-domain
 *   POST /_postern/vpn-gateways/ID/attach          joins a namespace or an interface to it
 *   POST /_postern/vpn-gateways/ID/detach
 */
import type { State } from '../state/state.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';
import { refusal } from './access.ts';
import { explain } from './explain.ts';
import { InspectError } from './inspectError.ts';
import { type AgentPresence, enterInstance } from './instanceEntry.ts';
import { findKind, KINDS } from './kinds/all.ts';
import type { View } from './kinds/kind.ts';
import { joinOnPremises, partOnPremises } from './onPremises.ts';
import { verifyDomain } from './verifyDomain.ts';

export interface OperatorApi {
  readonly state: State;
  readonly installationId: string;
  /** Asked of every caller; undefined where anyone on this machine may look. */
  readonly token?: string;
  readonly agent: AgentPresence;
}

/** Answers a request for a path under `/_postern/`. */
export function operatorApi(api: OperatorApi): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => {
    const refused = refusal(request, api.token);
    if (refused) return json(403, { message: refused });
    try {
      await api.state.durable();
      return json(200, await dispatch(api, request));
    } catch (error) {
      if (!(error instanceof InspectError)) throw error;
      return json(error.status, { message: error.message });
    }
  };
}

function dispatch(api: OperatorApi, { method, path, query, body }: HttpRequest): object | Promise<object> {
  const [area, name, detail] = path.split('/').slice(2).map(decoded);
  const view: View = { snapshot: api.state.snapshot, installationId: api.installationId };
  if (method === 'GET' && area === 'resources') return name ? resources(view, name, detail) : kindList();
  if (method === 'GET' && area === 'instances' && name && detail === 'enter') {
    return enterInstance(view, name, api.agent);
  }
  if (method === 'GET' && area === 'explain' && !name) return explain(view, query);
  if (method === 'POST' && area === 'services' && name && detail === 'verify-domain') {
    return verifyDomain(api.state, name);
  }
  if (method === 'POST' && area === 'vpn-gateways' && name) {
    if (detail === 'attach') return joinOnPremises(api.state, name, body, api.agent);
    if (detail === 'detach') return partOnPremises(api.state, name);
  }
  throw new InspectError(404, `There is no ${method} ${path}.`);
}

function kindList(): object {
  return { kinds: KINDS.map(({ name, aliases }) => ({ name, aliases })) };
}

function resources(view: View, kindName: string, name: string | undefined): object {
  const kind = findKind(kindName);
  if (!kind) {
    const known = KINDS.map((one) => one.name).join(', ');
    throw new InspectError(404, `There is no kind ${kindName}. Kinds: ${known}.`);
  }
  const lines = kind.lines(view).filter((line) => name === undefined || line.names.includes(name));
  if (name !== undefined && lines.length === 0) {
    throw new InspectError(404, `There is no ${name} among the ${kind.name}.`);
  }
  return { kind: kind.name, columns: kind.columns, lines };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new InspectError(400, 'The path is not valid percent-encoding.');
  }
}

function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: `${JSON.stringify(body)}\n`,
  };
}
