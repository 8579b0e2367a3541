/**
 * Long answers, kept as bytes: a list that is asked for again while nothing has changed is sent as it was.
 *
 *   question   who asks where for what, word for word
 *   answer     bytes · request id · bytes, and the tables that it was read from, each with its revision
 *
 * An answer counts as long as none of those tables has changed. What an operation reads is noted while it runs, so no
 * operation knows of this; what one has made of the time, of randomness or of the request's id is not remembered.
 */
import type { Row, WriteTable } from '../state/table.ts';
import type { Transaction } from '../state/tables.ts';
import type { HttpResponse } from '../wire/http.ts';
import type { WireResponse } from '../wire/protocol.ts';
import type { Call } from './operation.ts';

export interface AnswerLimits {
  /** Shorter ones are quickly made. */
  readonly leastBytes: number;
  /** Of all answers together. */
  readonly mostBytes: number;
  readonly longestQuestion: number;
  /** How many questions back an answer is kept that was not kept when it was first given. */
  readonly latestQuestions: number;
}

export const ANSWER_LIMITS: AnswerLimits = {
  leastBytes: 32 * 1024,
  mostBytes: 16 * 1024 * 1024,
  longestQuestion: 2_000,
  latestQuestions: 64,
};

/** What an answer was read from. */
export type Sources = ReadonlyMap<WriteTable<Row>, number>;

interface Answer {
  readonly status: number;
  readonly headers: WireResponse['headers'];
  readonly beforeId: Uint8Array;
  readonly afterId: Uint8Array;
  readonly sources: Sources;
}

export class AnswerMemory {
  /** By question, the longest unasked first. */
  readonly #answers = new Map<string, Answer>();
  /** What was asked lately and is not remembered: lists that nobody asks for twice are not worth their bytes. */
  readonly #latest = new Set<string>();
  readonly #limits: AnswerLimits;
  #bytes = 0;

  constructor(limits: Partial<AnswerLimits> = {}) {
    this.#limits = { ...ANSWER_LIMITS, ...limits };
  }

  /** The answer that was given to this question before, if it would be the same now. */
  recall(question: string, requestId: string): HttpResponse | undefined {
    const answer = this.#answers.get(question);
    if (!answer) return undefined;
    this.#answers.delete(question);
    if (!isCurrent(answer)) {
      this.#bytes -= bytesOf(answer);
      this.#note(question);
      return undefined;
    }
    this.#answers.set(question, answer);
    return withId(answer, requestId);
  }

  /** The answer as it is to be sent. It is kept where the same was asked lately. */
  keep(question: string, sources: Sources, response: WireResponse, requestId: string): HttpResponse {
    const { leastBytes, longestQuestion } = this.#limits;
    if (response.body.length < leastBytes || question.length > longestQuestion) return response;
    if (!this.#latest.delete(question)) {
      this.#note(question);
      return response;
    }
    const answer = answerOf(response, requestId, sources);
    if (!answer) return response;
    this.#add(question, answer);
    return withId(answer, requestId);
  }

  #add(question: string, answer: Answer): void {
    this.#answers.set(question, answer);
    this.#bytes += bytesOf(answer);
    for (const [oldest, gone] of this.#answers) {
      if (this.#bytes <= this.#limits.mostBytes) return;
      this.#answers.delete(oldest);
      this.#bytes -= bytesOf(gone);
    }
  }

  #note(question: string): void {
    this.#latest.add(question);
    if (this.#latest.size > this.#limits.latestQuestions)
      this.#latest.delete(this.#latest.values().next().value as string);
  }
}

/**
 * Runs `work` on a call that notes what it reads.
 * @returns undefined sources where the result rests on more than tables
 */
export function notingSources<T>(call: Call, work: (call: Call) => T): [T, Sources | undefined] {
  const sources = new Map<WriteTable<Row>, number>();
  let isSettled = true;
  const unsettled = <V>(value: V): V => {
    isSettled = false;
    return value;
  };
  const noting = Object.create(notingTables(call.tx), { [SOURCES]: { value: sources } });
  const result = work({
    ...call,
    tx: noting,
    get now() {
      return unsettled(call.now);
    },
    get random() {
      return unsettled(call.random);
    },
    get requestId() {
      return unsettled(call.requestId);
    },
  });
  return [result, isSettled ? sources : undefined];
}

const SOURCES = Symbol('sources');
type Noting = Transaction & { readonly [SOURCES]: Map<WriteTable<Row>, number> };

const notingOnes = new WeakMap<Transaction, Transaction>();

/** The tables as getters that note which of them is asked for, and at which revision first. */
function notingTables(tables: Transaction): Transaction {
  const known = notingOnes.get(tables);
  if (known) return known;
  const made = Object.defineProperties({}, Object.fromEntries(Object.entries(tables).map(notingTable)));
  notingOnes.set(tables, made as Transaction);
  return made as Transaction;
}

function notingTable([name, table]: [string, unknown]): [string, PropertyDescriptor] {
  const source = table as WriteTable<Row>;
  function get(this: Noting) {
    if (!this[SOURCES].has(source)) this[SOURCES].set(source, source.revision);
    return source;
  }
  return [name, { get, enumerable: true }];
}

function isCurrent({ sources }: Answer): boolean {
  for (const [table, revision] of sources) if (table.revision !== revision) return false;
  return true;
}

/** Undefined where the id does not stand in the answer just once. */
function answerOf({ status, headers, body }: WireResponse, id: string, sources: Sources): Answer | undefined {
  const [before, after, ...more] = body.split(id);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  return { status, headers, beforeId: Buffer.from(before), afterId: Buffer.from(after), sources };
}

function withId({ status, headers, beforeId, afterId }: Answer, requestId: string): HttpResponse {
  return { status, headers, body: [beforeId, Buffer.from(requestId), afterId] };
}

function bytesOf({ beforeId, afterId }: Answer): number {
  return beforeId.length + afterId.length;
}
