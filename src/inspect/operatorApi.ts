/**
 * The operator's view over HTTP, `/_postern/…`: read-only but for one call, JSON throughout.
 *
 *   GET  /_postern/health                          open to everyone, as /_localstack/health
 *   GET  /_postern/resources                       the kinds
 *   GET  /_postern/resources/KIND[/NAME]           lines and rows of a kind
 *   GET  /_postern/instances/NAME/enter            what it takes to run a command inside
 *   POST /_postern/services/ID/verify-domain
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { State } from '../state/state.ts';
import { refusal } from './access.ts';
import { InspectError } from './inspectError.ts';
import { type AgentPresence, enterInstance } from './instanceEntry.ts';
import { findKind, KINDS } from './kinds/all.ts';
import type { View } from './kinds/kind.ts';
import { verifyDomain } from './verifyDomain.ts';

export interface OperatorApi {
  readonly state: State;
  readonly installationId: string;
  readonly version: string;
  /** AWS services that are served, by their short names. */
  readonly services: readonly string[];
  /** Asked of every caller but for health; undefined where anyone on this machine may look. */
  readonly token?: string;
  readonly agent: AgentPresence;
}

/** Answers the request where its path is one of ours; false leaves it to others. */
export type OperatorHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export function operatorHandler(api: OperatorApi): OperatorHandler {
  return async (request, response) => {
    const path = pathOf(request);
    if (path === '/_localstack/health') send(response, 200, localStackHealth(api));
    else if (path === '/_postern/health') send(response, 200, health(api));
    else if (path.startsWith('/_postern/')) await answer(api, request, response, path);
    else return false;
    return true;
  };
}

async function answer(
  api: OperatorApi,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const refused = refusal(request, api.token);
  if (refused) return send(response, 403, { message: refused });
  try {
    await api.state.durable();
    send(response, 200, await dispatch(api, request.method ?? 'GET', path));
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    send(response, error.status, { message: error.message });
  }
}

function dispatch(api: OperatorApi, method: string, path: string): object | Promise<object> {
  const [area, name, detail] = path.split('/').slice(2).map(decoded);
  const view: View = { snapshot: api.state.snapshot, installationId: api.installationId };
  if (method === 'GET' && area === 'resources') return name ? resources(view, name, detail) : kindList();
  if (method === 'GET' && area === 'instances' && name && detail === 'enter') {
    return enterInstance(view, name, api.agent);
  }
  if (method === 'POST' && area === 'services' && name && detail === 'verify-domain') {
    return verifyDomain(api.state, name);
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

function health({ version, agent }: OperatorApi): object {
  return { status: 'ok', version, dataPlane: agent.isConnected() ? 'connected' : 'disconnected' };
}

function localStackHealth({ services, version }: OperatorApi): object {
  return {
    services: Object.fromEntries(services.map((service) => [service, 'running'])),
    edition: 'postern',
    version,
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/, '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new InspectError(400, 'The path is not valid percent-encoding.');
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
