/** `application/x-www-form-urlencoded`, read strictly: what is ambiguous or broken is refused, never guessed. */
import { AwsError } from '../base/awsError.ts';

export interface FormLimits {
  readonly parameters: number;
}

/** More than the largest sensible call: 1,000 ids in each of several lists. */
export const FORM_LIMITS: FormLimits = { parameters: 20_000 };

/**
 * The parameters of a form, in their order. Throws AwsError for broken escapes, for text that is not UTF-8, for a
 * parameter given twice and for too many of them.
 */
export function decodeForm(text: string, limits: FormLimits = FORM_LIMITS): Map<string, string> {
  const form = new Map<string, string>();
  for (const pair of pairsOf(text, limits.parameters)) {
    const equals = pair.indexOf('=');
    const name = unescaped(equals < 0 ? pair : pair.slice(0, equals));
    if (form.has(name)) throw malformed(`The parameter ${shown(name)} is given more than once.`);
    form.set(name, equals < 0 ? '' : unescaped(pair.slice(equals + 1)));
  }
  return form;
}

/** The text of bytes that must be UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('The request body is not valid UTF-8.');
  }
}

function* pairsOf(text: string, limit: number): Generator<string> {
  let count = 0;
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('&', start);
    const pair = end < 0 ? text.slice(start) : text.slice(start, end);
    start += pair.length + 1;
    if (pair === '') continue;
    count += 1;
    if (count > limit) throw malformed(`The request has more than ${limit} parameters.`);
    yield pair;
  }
}

function unescaped(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformed('The query string contains a broken percent escape or text that is not UTF-8.');
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedQueryString', message);
}

/** The caller's own words in an answer, kept short. */
export function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
