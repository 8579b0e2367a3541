/** Whether trace knows every form of a namespace's objects: for tests, which read all that is rendered. */
import type { WantedNamespace } from '../desired.ts';
import type { KernelObject } from '../render/objects.ts';
import { readRule } from './namespaceObjects.ts';
import { parseRoute } from './routes.ts';
import { parseAtom } from './rules/atom.ts';
import { statementsOf } from './rules/rule.ts';
import { decisionOf } from './rules/statements.ts';
import { UnknownForm } from './unknownForm.ts';

const COMPONENT = '(ipv4_addr|ipv6_addr|ifname|inet_proto|inet_service|mark)';
const SET_STATE = new RegExp(
  `^(set|map) ${COMPONENT}( \\. ${COMPONENT})*( : (verdict|${COMPONENT}))?(; flags interval)?$`,
);

/** @throws UnknownForm */
export function readAll(wanted: WantedNamespace): void {
  for (const { object } of wanted.values()) read(object, wanted);
}

function read(object: KernelObject, wanted: WantedNamespace): void {
  const words = object.key.slice(object.kind.length + 1);
  if (object.kind === 'chain') for (const { text } of object.rules) statementsOf(text);
  if (object.kind === 'route') parseRoute(words, object.state);
  if (object.kind === 'rule') readRule(object.key);
  if (object.kind === 'set' && !SET_STATE.test(object.state)) throw new UnknownForm('set', object.state);
  if (object.kind === 'element') readElement(words, object.state, wanted);
}

function readElement(words: string, value: string, wanted: WantedNamespace): void {
  const [set, ...key] = words.split(' ');
  const isVerdict = wanted.get(`set ${set}`)?.object.state.includes(': verdict');
  if (isVerdict && !decisionOf(value)) throw new UnknownForm('verdict', value);
  for (const part of key.filter((word) => word !== '.'))
    if (!parseAtom(part)) throw new UnknownForm('element', words);
}
