/** A rule's text, read once however often and wherever it stands. */
import { parseStatement, type Statement } from './statements.ts';
import { Words } from './words.ts';

/** Rules of routers' structure and of groups are few; those of listeners with many targets are dropped in turn. */
const MOST_KEPT = 50_000;

const parsed = new Map<string, readonly Statement[]>();

/** @throws UnknownForm */
export function statementsOf(text: string): readonly Statement[] {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= MOST_KEPT) parsed.clear();
  const statements = parseRule(text);
  parsed.set(text, statements);
  return statements;
}

function parseRule(text: string): Statement[] {
  const words = new Words(text);
  const statements: Statement[] = [];
  while (!words.isAtEnd) statements.push(parseStatement(words));
  return statements;
}
