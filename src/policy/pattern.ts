/**
 * Texts of policies as symbols: characters, wildcards, and variables that each request fills in. What a variable
 * brings is literal, wildcards too.
 */
import type { RequestContext } from './request.ts';

/** Any run of characters; one character; the same without colons. Characters are their UTF-16 codes. */
export const ANY = -1;
export const ONE = -2;
export const ANY_BUT_COLON = -3;
export const ONE_BUT_COLON = -4;

export const COLON = 58;

export interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

export type Piece = number | Variable;

export interface Reading {
  readonly variables: boolean;
  readonly wildcards: boolean;
}

/** `${*}`, `${?}` and `${$}` are those characters themselves; others are `${key}` or `${key, 'otherwise'}`. */
const VARIABLE = /\$\{(?:([*?$])|\s*([^{},'\s]+)\s*(?:,\s*'([^']*)'\s*)?)\}/y;

export function readPieces(text: string, { variables, wildcards }: Reading): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    VARIABLE.lastIndex = at;
    const found = variables ? VARIABLE.exec(text) : null;
    pieces.push(found ? variableOf(found) : symbolOf(text, at, wildcards));
    at += found ? found[0].length : 1;
  }
  return pieces;
}

function variableOf([, literal, key = '', fallback]: RegExpExecArray): Piece {
  return literal === undefined ? { key: key.toLowerCase(), fallback } : literal.charCodeAt(0);
}

function symbolOf(text: string, at: number, wildcards: boolean): number {
  if (wildcards && text[at] === '*') return ANY;
  if (wildcards && text[at] === '?') return ONE;
  return text.charCodeAt(at);
}

/** Undefined where a variable has no value: many values are none. */
export function filledIn(pieces: readonly Piece[], context: RequestContext): number[] | undefined {
  const symbols: number[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      symbols.push(piece);
      continue;
    }
    const values = context.get(piece.key);
    const value = values?.length === 1 ? values[0] : piece.fallback;
    if (value === undefined) return undefined;
    for (let at = 0; at < value.length; at++) symbols.push(value.charCodeAt(at));
  }
  return symbols;
}

/** With all wildcards: keeps which beginnings of the text each beginning of the pattern matches. */
export function matchesWithColons(symbols: readonly number[], text: string): boolean {
  let matched = new Uint8Array(text.length + 1);
  matched[0] = 1;
  for (const symbol of symbols) {
    const after = new Uint8Array(text.length + 1);
    const isRun = symbol === ANY || symbol === ANY_BUT_COLON;
    if (isRun) after[0] = matched[0] ?? 0;
    for (let next = 0; next < text.length; next++) {
      const passes = takes(symbol, text.charCodeAt(next));
      const before = (isRun ? after : matched)[next];
      after[next + 1] = (passes && before) || (isRun && matched[next + 1]) ? 1 : 0;
    }
    matched = after;
  }
  return matched[text.length] === 1;
}

function takes(symbol: number, code: number): boolean {
  if (symbol === ANY || symbol === ONE) return true;
  if (symbol === ANY_BUT_COLON || symbol === ONE_BUT_COLON) return code !== COLON;
  return symbol === code;
}
