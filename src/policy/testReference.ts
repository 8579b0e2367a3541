/**
 * The policy language a second time, slow and plain, to compare with: regular expressions for patterns, bits for
 * addresses, nothing made ready before.
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { Condition, Policy, PrincipalSelection, Selection, Statement } from './document.ts';
import type { PolicyRequest, Principal, RequestContext } from './request.ts';

export function referenceEffect(policy: Policy, request: PolicyRequest): string {
  const matching = policy.statements.filter((statement) => matches(statement, policy.version, request));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return matching.length > 0 ? 'allow' : 'implicitDeny';
}

function matches(statement: Statement, version: Policy['version'], request: PolicyRequest): boolean {
  const variables = version === '2012-10-17';
  return (
    principalMatches(statement, request.principal) &&
    selects(statement.action, (pattern) => wild(pattern, 'i').test(request.action)) &&
    (!statement.resource ||
      selects(statement.resource, (pattern) => resourceMatches(pattern, request, variables))) &&
    statement.conditions.every((condition) => conditionHolds(condition, variables, request.context))
  );
}

function selects({ not, patterns }: Selection, matches: (pattern: string) => boolean): boolean {
  return not ? !patterns.some(matches) : patterns.some(matches);
}

function principalMatches({ principal, effect }: Statement, caller: Principal): boolean {
  if (!principal) return true;
  const everyone = principal.names.some(({ type, value }) => type === 'AWS' && value === '*');
  const named = stepsOf(caller).map((step) => everyone || isNamed(principal, step));
  if (!principal.not) return named.includes(true);
  return effect === 'Deny' ? named.includes(false) : !named.includes(true);
}

function stepsOf(caller: Principal): [string, string][] {
  if (caller.type === 'Anonymous') return [['nobody', 'nobody']];
  if (caller.type === 'Service') return [['Service', caller.name]];
  if (caller.type === 'Federated') return [['Federated', caller.provider]];
  const own = caller.arns.filter((arn) => arn !== `arn:aws:iam::${caller.accountId}:root`);
  return [caller.accountId, ...own].map((value) => ['AWS', value]);
}

function isNamed({ names }: PrincipalSelection, [type, step]: [string, string]): boolean {
  return names.some((name) => {
    if (name.type !== type) return false;
    return name.value === step || (type === 'AWS' && name.value === `arn:aws:iam::${step}:root`);
  });
}

function resourceMatches(pattern: string, { resource, context }: PolicyRequest, variables: boolean): boolean {
  const segments = pattern.split(':');
  if (segments.length <= 5) return segmented(segments).test(resource);
  const tail = segments.slice(5).join(':');
  const filled = variables ? filledIn(tail, context) : wildSource(tail);
  if (filled === undefined) return false;
  return new RegExp(`^${segmented(segments.slice(0, 5)).source.slice(1, -1)}:${filled}$`, 's').test(resource);
}

function segmented(segments: string[]): RegExp {
  const sources = segments.map((segment) => {
    const inner = segment.endsWith('*') ? segment.slice(0, -1) : segment;
    const source = wildSource(inner)
      .replaceAll('.*', '[^:]*')
      .replace(/(?<!\\)\.(?!\*)/g, '[^:]');
    return inner === segment ? source : `${source}.*`;
  });
  return new RegExp(`^${sources.join(':')}$`, 's');
}

function conditionHolds(condition: Condition, variables: boolean, context: RequestContext): boolean {
  const given = context.get(condition.key.toLowerCase()) ?? [];
  if (condition.operator === 'Null')
    return condition.values.some((value) => value.toLowerCase() === `${given.length === 0}`);
  const [prefix, rest = condition.operator] = condition.operator.includes(':')
    ? condition.operator.split(':')
    : [];
  const operator = rest.replace(/IfExists$/, '');
  if (given.length === 0 && operator !== rest) return true;
  const negated = /Not/.test(operator);
  const plain = operator.replace('Not', '');
  const any = (value: string) =>
    condition.values.some((wanted) => holds(plain, value, wanted, variables, context));
  if (prefix === 'ForAllValues') return given.every((value) => any(value) === !negated);
  if (prefix === 'ForAnyValue') return given.some((value) => any(value) === !negated);
  return negated ? !given.some(any) : given.some(any);
}

function holds(
  operator: string,
  value: string,
  wanted: string,
  variables: boolean,
  context: RequestContext,
): boolean {
  const pattern = (text: string) => (variables ? filledIn(text, context) : wildSource(text));
  switch (operator) {
    case 'StringEquals':
    case 'StringEqualsIgnoreCase': {
      const source = pattern(hidden(wanted, variables));
      const flags = operator.endsWith('Case') ? 'is' : 's';
      return source !== undefined && new RegExp(`^${source}$`, flags).test(value);
    }
    case 'StringLike': {
      const source = pattern(wanted);
      return source !== undefined && new RegExp(`^${source}$`, 's').test(value);
    }
    case 'ArnEquals':
    case 'ArnLike':
      return arnMatches(pattern(wanted), value);
    case 'Bool':
      return value.toLowerCase() === wanted.toLowerCase();
    case 'BinaryEquals':
      return Buffer.from(value, 'base64').equals(Buffer.from(wanted, 'base64'));
    case 'IpAddress':
      return inBlock(value, wanted);
    default:
      return compares(operator, value, wanted);
  }
}

/** No wildcards: they are written as the variables that stand for them, or as text that needs none. */
function hidden(text: string, variables: boolean): string {
  if (!variables) return text.replace(/[*?]/g, (character) => (character === '*' ? '\u0001' : '\u0002'));
  return text.replace(/\$\{[^}]*\}|[*?]/g, (found) => (found.length > 1 ? found : `\${${found}}`));
}

/** Segments of the pattern's source, which has no other colons than the text's own. */
function arnMatches(source: string | undefined, value: string): boolean {
  if (source === undefined) return false;
  const [wanted, given] = [six(source), six(value)];
  return (
    wanted.length === given.length &&
    wanted.every((each, index) => new RegExp(`^${each}$`, 's').test(given[index] ?? ''))
  );
}

function six(text: string): string[] {
  const parts = text.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function filledIn(text: string, context: RequestContext): string | undefined {
  let complete = true;
  const parts = text.split(/(\$\{[^}]*\})/).map((part) => {
    const [, key, fallback] = /^\$\{([^,}]*)(?:, *'(.*)')?\}$/.exec(part) ?? [];
    if (key === undefined) return wildSource(part);
    if ('*?$'.includes(key)) return escaped(key);
    const values = context.get(key.toLowerCase()) ?? [];
    const value = values.length === 1 ? values[0] : fallback;
    if (value === undefined) complete = false;
    return escaped(value ?? '');
  });
  return complete ? parts.join('') : undefined;
}

function wild(pattern: string, flags = ''): RegExp {
  return new RegExp(`^${wildSource(pattern)}$`, `s${flags}`);
}

function wildSource(pattern: string): string {
  return Array.from(pattern, (each) =>
    each === '*'
      ? '.*'
      : each === '?'
        ? '.'
        : each === '\u0001'
          ? '\\*'
          : each === '\u0002'
            ? '\\?'
            : escaped(each),
  ).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function compares(operator: string, value: string, wanted: string): boolean {
  const read = operator.startsWith('Date') ? instant : number;
  const [a, b] = [read(value), read(wanted)];
  switch (operator.replace(/^(Date|Numeric)/, '')) {
    case 'Equals':
      return a === b;
    case 'LessThan':
      return a < b;
    case 'LessThanEquals':
      return a <= b;
    case 'GreaterThan':
      return a > b;
    default:
      return a >= b;
  }
}

function number(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

/** NaN, which compares with nothing, for what is no date. */
function instant(text: string): number {
  if (/^\d{5,}$/.test(text)) return Number(text) < 1e11 ? Number(text) * 1000 : Number(text);
  return Date.parse(text);
}

function inBlock(value: string, block: string): boolean {
  const [base = '', length] = block.split('/');
  const [a, b] = [bitsOf(value), bitsOf(base)];
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  const prefix = length === undefined ? a.length : Number(length);
  return a.slice(0, prefix) === b.slice(0, prefix);
}

function bitsOf(address: string): string | undefined {
  const bits = (text: string, radix: number, width: number) =>
    Number.parseInt(text, radix).toString(2).padStart(width, '0');
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => bits(part, 10, 8))
      .join('');
  if (!isIPv6(address)) return undefined;
  const [head = '', tail] = address.split('::');
  const groups = (text = '') => text.split(':').filter(Boolean);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => bits(group, 16, 16)).join('');
}
