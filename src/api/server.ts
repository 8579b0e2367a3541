/** The HTTP server: bounds, health, operator paths; every other request goes to the pipeline. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../base/awsError.ts';
import { awsQuery } from '../wire/awsQuery.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';
import { browserFault } from './browserGuard.ts';
import type { Forward } from './fallback.ts';
import { type PlainHeaders, plainRequest } from './plainRequest.ts';
import { readBody } from './requestBody.ts';

export interface ServerLimits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly connections: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** Between two looks for requests that take too long. */
  readonly lookEveryMs: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 4 * 1024 * 1024,
  headerBytes: 32 * 1024,
  connections: 2_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  lookEveryMs: 1_000,
};

export interface ServerParts {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  /** Answers paths under `/_postern/`; undefined where there is no such path. */
  readonly inspect: (request: HttpRequest) => Promise<HttpResponse | undefined>;
  /** Body of the health answers; its `status` is `ok` once everything serves. */
  readonly health: () => object;
  readonly newRequestId: () => string;
  /** Told of errors that are not the caller's. */
  readonly log: (message: string, error: unknown) => void;
  readonly forward?: Forward;
  readonly limits?: Partial<ServerLimits>;
}

export interface RunningServer {
  readonly port: number;
  /** Stops listening, lets running requests end, cuts those that do not within the grace. */
  close(graceMs?: number): Promise<void>;
}

/** Listens; rejects where the port cannot be had. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const limits = { ...SERVER_LIMITS, ...parts.limits };
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: Math.min(10_000, limits.requestTimeoutMs),
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: limits.lookEveryMs,
    },
    (request, response) => void serve(parts, limits, request, response),
  );
  server.maxConnections = limits.connections;
  server.on('request', (_request, response) => endWhenClosing(server, response));
  await listening(server, parts);
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs = 5_000) => closed(server, graceMs),
  };
}

function listening(server: Server, { port, host }: ServerParts): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Node ends idle connections once, at `close`; those that become idle later are ended here. */
function endWhenClosing(server: Server, response: ServerResponse): void {
  response.once('close', () => {
    if (!server.listening) setImmediate(() => server.closeIdleConnections());
  });
}

async function serve(
  parts: ServerParts,
  limits: ServerLimits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A socket that breaks here is the caller's loss, not ours.
  response.on('error', () => undefined);
  try {
    const fault = browserFault(request.method ?? '', request.headers as PlainHeaders, parts.host);
    if (fault) return refuse(parts, response, new AwsError('AccessDenied', fault, 403));
    if (!isOperatorPath(request) && parts.forward?.(request, response)) return;
    const body = await readBody(request, limits.bodyBytes).catch(() => undefined);
    if (body === undefined) return;
    if (body === 'tooLarge') return refuse(parts, response, tooLarge(limits));
    send(response, await answer(parts, plainRequest(request, body)));
  } catch (error) {
    parts.log('a request failed outside of the pipeline', error);
    refuse(parts, response, new AwsError('InternalError', 'An internal error has occurred', 500));
  }
}

async function answer(parts: ServerParts, request: HttpRequest): Promise<HttpResponse> {
  if (request.path === '/_postern/health' || request.path === '/_localstack/health')
    return json(200, parts.health());
  if (!request.path.startsWith('/_')) return parts.handle(request);
  return (await parts.inspect(request)) ?? json(404, { message: 'There is nothing at this path.' });
}

/** Paths that are Postern's own and no AWS call. */
function isOperatorPath(request: IncomingMessage): boolean {
  return (request.url ?? '').startsWith('/_postern/') || request.url === '/_localstack/health';
}

function json(status: number, value: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function tooLarge(limits: ServerLimits): AwsError {
  const message = `The request body is larger than ${limits.bodyBytes} bytes.`;
  return new AwsError('RequestEntityTooLarge', message, 413);
}

/** Answers before the request was read to its end, so the connection cannot be used again. */
function refuse(parts: ServerParts, response: ServerResponse, error: AwsError): void {
  const requestId = parts.newRequestId();
  const { status, headers, body } = awsQuery.serializeError(undefined, error, requestId);
  send(response, {
    status,
    headers: { ...headers, 'x-amzn-requestid': requestId, connection: 'close' },
    body,
  });
}

/** Longer texts are encoded at once; shorter ones go out in one piece with their headers. */
const LONG_TEXT = 16 * 1024;

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (response.headersSent || response.destroyed) return;
  if (typeof body !== 'string') sendPieces(response, status, headers, body);
  else if (body.length > LONG_TEXT) sendPieces(response, status, headers, [Buffer.from(body)]);
  else sendText(response, status, headers, body);
}

function sendPieces(
  response: ServerResponse,
  status: number,
  headers: HttpResponse['headers'],
  pieces: readonly Uint8Array[],
): void {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  response.writeHead(status, { ...headers, 'content-length': length });
  response.cork();
  for (const piece of pieces) response.write(piece);
  response.end();
}

/** As Latin-1, where it is all ASCII, a text needs not be encoded. */
function sendText(
  response: ServerResponse,
  status: number,
  headers: HttpResponse['headers'],
  body: string,
): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': length });
  response.end(body, length === body.length ? 'latin1' : 'utf8');
}
