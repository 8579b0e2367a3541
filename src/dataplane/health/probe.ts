/** One health check of one target, over a real connection. */
import http from 'node:http';
import type net from 'node:net';
import tls from 'node:tls';
import type { CheckRow } from '../../program/rows.ts';
import { NamespaceError, type NamespaceSockets } from '../netns/namespaceSockets.ts';
import type { Outcome } from './finding.ts';
import { matchesCode } from './matcher.ts';

const PASSED: Outcome = { passed: true };
const TIMED_OUT: Outcome = { passed: false, reason: 'Target.Timeout', description: 'Request timed out' };
const FAILED: Outcome = {
  passed: false,
  reason: 'Target.FailedHealthChecks',
  description: 'Health checks failed',
};

/** Undefined: the check could not be made at all, which says nothing about the target. */
export async function probe(
  sockets: NamespaceSockets,
  namespacePath: string,
  check: CheckRow,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const deadline = performance.now() + check.timeoutMs;
  try {
    const socket = await sockets.connectTcp(namespacePath, check);
    return check.protocol === 'TCP' ? handshakeOnly(socket) : await request(socket, check, deadline, signal);
  } catch (error) {
    if (error instanceof NamespaceError || isOurShortage(error)) return undefined;
    return isTimeout(error) ? TIMED_OUT : FAILED;
  }
}

function handshakeOnly(socket: net.Socket): Outcome {
  // What the target still sends must not become an error without a listener.
  socket.on('error', () => undefined);
  socket.destroy();
  return PASSED;
}

/** The time for connecting, TLS and the answer's header together is the check's timeout. */
function request(
  socket: net.Socket,
  check: CheckRow,
  deadline: number,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(outcome);
      socket.destroy();
    };
    const abort = () => end(FAILED);
    const timer = setTimeout(() => end(TIMED_OUT), Math.max(1, deadline - performance.now()));
    signal.addEventListener('abort', abort);
    const fail = () => end(FAILED);
    socket.on('error', fail);
    const channel = check.protocol === 'HTTPS' ? tls.connect({ socket, rejectUnauthorized: false }) : socket;
    channel.on('error', fail);
    const sent = http.request(requestOptions(channel, check));
    sent.on('response', (response) => end(outcomeOf(response.statusCode ?? 0, check.matcher)));
    sent.on('error', fail);
    sent.end();
  });
}

function requestOptions(channel: net.Socket, { address, port, path }: CheckRow): http.RequestOptions {
  const host = address.includes(':') ? `[${address}]` : address;
  const headers = { host: `${host}:${port}`, 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' };
  return { method: 'GET', path, headers, createConnection: () => channel };
}

function outcomeOf(code: number, matcher: string): Outcome {
  if (matchesCode(matcher, code)) return PASSED;
  const description = `Health checks failed with these codes: [${code}]`;
  return { passed: false, reason: 'Target.ResponseCodeMismatch', description };
}

function isTimeout(error: unknown): boolean {
  return codeOf(error) === 'ETIMEDOUT';
}

/** No descriptor, memory or port left here. */
function isOurShortage(error: unknown): boolean {
  return ['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'EADDRNOTAVAIL'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
