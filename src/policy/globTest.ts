/**
 * Patterns of `*` and `?` as chunks between their stars: the first stands at the text's start, the last at its end,
 * the others are looked for from left to right. Nothing is ever tried again further left, so time grows with the
 * product of both lengths at worst.
 */
import { ANY, ONE } from './pattern.ts';

export type SymbolTest = (text: string) => boolean;

export function globTest(symbols: readonly number[]): SymbolTest {
  const chunks = chunksOf(symbols).map(chunkOf);
  const [first, last] = [chunks[0] as Chunk, chunks.at(-1) as Chunk];
  if (chunks.length === 1) return (text) => text.length === first.length && first.isAt(text, 0);
  const middle = chunks.slice(1, -1).filter(({ length }) => length > 0);
  const shortest = first.length + last.length;
  if (shortest === 0 && middle.length === 0) return () => true;
  return (text) => {
    const end = text.length - last.length;
    if (text.length < shortest || !first.isAt(text, 0) || !last.isAt(text, end)) return false;
    let from = first.length;
    for (const chunk of middle) {
      const found = chunk.find(text, from);
      if (found < 0) return false;
      from = found + chunk.length;
    }
    return from <= end;
  };
}

interface Chunk {
  readonly length: number;
  readonly isAt: (text: string, at: number) => boolean;
  /** -1 where it is not. */
  readonly find: (text: string, from: number) => number;
}

function chunksOf(symbols: readonly number[]): number[][] {
  const chunks: number[][] = [[]];
  for (const symbol of symbols) {
    if (symbol === ANY) chunks.push([]);
    else chunks.at(-1)?.push(symbol);
  }
  return chunks;
}

function chunkOf(symbols: readonly number[]): Chunk {
  return symbols.includes(ONE) ? chunkWithOnes(symbols) : literalChunk(textOf(symbols));
}

function literalChunk(literal: string): Chunk {
  return {
    length: literal.length,
    isAt: (text, at) => text.startsWith(literal, at),
    find: (text, from) => text.indexOf(literal, from),
  };
}

function chunkWithOnes(symbols: readonly number[]): Chunk {
  const { length } = symbols;
  const isAt = (text: string, at: number) => {
    for (let index = 0; index < length; index++) {
      const symbol = symbols[index];
      if (symbol !== ONE && symbol !== text.charCodeAt(at + index)) return false;
    }
    return true;
  };
  const find = (text: string, from: number) => {
    for (let at = from; at + length <= text.length; at++) if (isAt(text, at)) return at;
    return -1;
  };
  return { length, isAt, find };
}

/** Of characters only. */
export function textOf(symbols: readonly number[]): string {
  return symbols.map((symbol) => String.fromCharCode(symbol)).join('');
}
