/** Tests of texts made ready from patterns: of actions, resources, and values of conditions. */
import {
  ANY,
  ANY_BUT_COLON,
  COLON,
  filledIn,
  matchesSymbols,
  matchesWithColons,
  ONE,
  ONE_BUT_COLON,
  type Piece,
  readPieces,
} from './pattern.ts';
import type { RequestContext } from './request.ts';

/** The context fills in variables. */
export type TextTest = (text: string, context: RequestContext) => boolean;
type SymbolTest = (text: string) => boolean;
type Maker = (symbols: readonly number[]) => SymbolTest;

/** Actions do not mind case and have no variables. The test takes lower-case actions. */
export function actionTest(pattern: string): SymbolTest {
  return like(readPieces(pattern.toLowerCase(), { variables: false, wildcards: true }) as number[]);
}

/** Variables stand after the fifth colon only. */
export function resourceTest(pattern: string, variables: boolean): TextTest {
  const start = /^(?:[^:]*:){5}/.exec(pattern)?.[0] ?? (pattern.includes(':') ? pattern : '');
  const pieces = [
    ...readPieces(start, { variables: false, wildcards: true }),
    ...readPieces(pattern.slice(start.length), { variables, wildcards: true }),
  ];
  return test(withinSegments(pieces), likeResource);
}

export const equalText = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: false }), like);

export const equalIgnoringCase = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: false }), (symbols) => {
    const wanted = textOf(symbols).toLowerCase();
    return (given) => given.toLowerCase() === wanted;
  });

export const likeText = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: true }), like);

export const likeArn = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: true }), arnLike);

/** Ready at once without variables, else made for each request; what has no value matches nothing. */
function test(pieces: readonly Piece[], maker: Maker): TextTest {
  if (pieces.every((piece) => typeof piece === 'number')) return maker(pieces);
  return (text, context) => {
    const symbols = filledIn(pieces, context);
    return symbols !== undefined && maker(symbols)(text);
  };
}

/** Most patterns have no wildcard, or one. */
function like(symbols: readonly number[]): SymbolTest {
  const wild = symbols.filter((symbol) => symbol < 0);
  if (wild.length === 0) {
    const wanted = textOf(symbols);
    return (text) => text === wanted;
  }
  if (wild.length > 1 || wild[0] !== ANY) return (text) => matchesSymbols(symbols, text);
  if (symbols.length === 1) return () => true;
  const star = symbols.indexOf(ANY);
  const [start, end] = [textOf(symbols.slice(0, star)), textOf(symbols.slice(star + 1))];
  const shortest = start.length + end.length;
  return (text) => text.length >= shortest && text.startsWith(start) && text.endsWith(end);
}

function likeResource(symbols: readonly number[]): SymbolTest {
  const bound = symbols.some((symbol) => symbol === ANY_BUT_COLON || symbol === ONE_BUT_COLON);
  return bound ? (text) => matchesWithColons(symbols, text) : like(symbols);
}

/** In the first five segments of an ARN, only a `*` at a segment's end runs past colons. */
function withinSegments(pieces: readonly Piece[]): Piece[] {
  let colons = 0;
  return pieces.map((piece, index) => {
    if (piece === COLON) colons++;
    if (colons >= 5) return piece;
    if (piece === ONE) return ONE_BUT_COLON;
    const next = pieces[index + 1];
    return piece === ANY && next !== undefined && next !== COLON ? ANY_BUT_COLON : piece;
  });
}

/** Six parts compared one by one; only the last has colons. */
function arnLike(symbols: readonly number[]): SymbolTest {
  if (symbols.every((symbol) => symbol >= 0)) return like(symbols);
  const tests = segmentsOf(symbols).map(like);
  return (arn) => {
    const parts = arn.split(':');
    const all = [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
    return all.length === tests.length && tests.every((each, index) => each(all[index] ?? ''));
  };
}

function segmentsOf(symbols: readonly number[]): number[][] {
  const segments: number[][] = [[]];
  for (const symbol of symbols) {
    if (symbol === COLON && segments.length < 6) segments.push([]);
    else segments.at(-1)?.push(symbol);
  }
  return segments;
}

function textOf(symbols: readonly number[]): string {
  return symbols.map((symbol) => String.fromCharCode(symbol)).join('');
}
