/** What the kernel calls at each hook, in order: base chains by priority, connection tracking and translation among them. */
import type { ChainObject } from '../render/objects.ts';
import { UnknownForm } from './unknownForm.ts';

export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

export interface BaseChain {
  readonly kind: 'filter' | 'route' | 'nat';
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly chain: ChainObject;
}

export type HookCall =
  | (BaseChain & { readonly kind: 'filter' | 'route' })
  | { readonly kind: 'track'; readonly priority: number }
  /** All chains of type nat of a hook, by their priorities: the kernel calls them at one fixed priority. */
  | { readonly kind: 'translate'; readonly priority: number; readonly chains: readonly BaseChain[] };

const HOOKS: readonly Hook[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];
const TRACKING = -200;
/** Destinations where packets begin, sources where they end. */
const TRANSLATING: Partial<Record<Hook, number>> = {
  prerouting: -100,
  output: -100,
  input: 100,
  postrouting: 100,
};
const HEADER =
  /^type (filter|route|nat) hook (prerouting|input|forward|output|postrouting) priority (-?\d+); policy (accept|drop);$/;

export function hookCalls(chains: readonly ChainObject[]): Readonly<Record<Hook, readonly HookCall[]>> {
  const bases = chains.filter(({ hook }) => hook !== '').map(parseHeader);
  const translates = bases.some(({ kind }) => kind === 'nat');
  const tracks = translates || chains.some(({ rules }) => rules.some(({ text }) => /\bct /.test(text)));
  const calls = HOOKS.map((hook) => {
    const here = bases.filter((base) => base.hook === hook).sort(byPriority);
    return [hook, [...own(hook, here, tracks, translates), ...here.filter(isNoNat)].sort(byPriority)];
  });
  return Object.fromEntries(calls) as Record<Hook, readonly HookCall[]>;
}

function own(hook: Hook, here: readonly BaseChain[], tracks: boolean, translates: boolean): HookCall[] {
  const calls: HookCall[] = [];
  if (tracks && (hook === 'prerouting' || hook === 'output'))
    calls.push({ kind: 'track', priority: TRACKING });
  const priority = TRANSLATING[hook];
  if (translates && priority !== undefined)
    calls.push({ kind: 'translate', priority, chains: here.filter(({ kind }) => kind === 'nat') });
  return calls;
}

function isNoNat(base: BaseChain): base is BaseChain & { readonly kind: 'filter' | 'route' } {
  return base.kind !== 'nat';
}

function parseHeader(chain: ChainObject): BaseChain & { readonly hook: Hook } {
  const [, kind, hook, priority, policy] = HEADER.exec(chain.hook) ?? [];
  if (!kind) throw new UnknownForm('base chain', chain.hook);
  return {
    kind: kind as BaseChain['kind'],
    hook: hook as Hook,
    priority: Number(priority),
    policy: policy as BaseChain['policy'],
    chain,
  };
}

function byPriority(a: { readonly priority: number }, b: { readonly priority: number }): number {
  return a.priority - b.priority;
}
