/** Tests of texts made ready from patterns: of actions, resources, and values of conditions. */
import { globTest, type SymbolTest, textOf } from './globTest.ts';
import {
  ANY,
  ANY_BUT_COLON,
  COLON,
  filledIn,
  matchesWithColons,
  ONE,
  ONE_BUT_COLON,
  type Piece,
  readPieces,
} from './pattern.ts';
import type { RequestContext } from './request.ts';

/** The context fills in variables. */
export type TextTest = (text: string, context: RequestContext) => boolean;
type Maker = (symbols: readonly number[]) => SymbolTest;

/** Actions do not mind case and have no variables. The test takes lower-case actions. */
export function actionTest(pattern: string): SymbolTest {
  return globTest(readPieces(pattern.toLowerCase(), { variables: false, wildcards: true }) as number[]);
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
  test(readPieces(text, { variables, wildcards: false }), globTest);

export const equalIgnoringCase = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: false }), ignoringCase);

export const likeText = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: true }), globTest);

export const likeArn = (text: string, variables: boolean): TextTest =>
  test(readPieces(text, { variables, wildcards: true }), arnLike);

/**
 * Ready at once without variables, else made for each request; what has no value matches nothing. Most texts do not
 * match whatever the values are.
 */
function test(pieces: readonly Piece[], maker: Maker): TextTest {
  if (pieces.every((piece) => typeof piece === 'number')) return maker(pieces);
  const canMatch = globTest(pieces.map(withAnyValue));
  return (text, context) => {
    if (maker !== ignoringCase && !canMatch(text)) return false;
    const symbols = filledIn(pieces, context);
    return symbols !== undefined && maker(symbols)(text);
  };
}

function withAnyValue(piece: Piece): number {
  if (typeof piece !== 'number' || piece === ANY_BUT_COLON) return ANY;
  return piece === ONE_BUT_COLON ? ONE : piece;
}

function ignoringCase(symbols: readonly number[]): SymbolTest {
  const wanted = textOf(symbols).toLowerCase();
  return (given) => given.toLowerCase() === wanted;
}

function likeResource(symbols: readonly number[]): SymbolTest {
  const bound = symbols.some((symbol) => symbol === ANY_BUT_COLON || symbol === ONE_BUT_COLON);
  return bound ? (text) => matchesWithColons(symbols, text) : globTest(symbols);
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
  if (symbols.every((symbol) => symbol >= 0)) return globTest(symbols);
  const tests = segmentsOf(symbols).map(globTest);
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
