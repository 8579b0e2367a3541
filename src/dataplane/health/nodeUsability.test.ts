import { expect, it } from 'vitest';
import type { ListenerRow } from '../../program/rows.ts';
import { NodeUsability } from './nodeUsability.ts';

function listener(id: string, checks: string[]): ListenerRow {
  const targets = checks.map((check) => ({ address: '10.0.0.9', port: 80, check }));
  return { kind: 'listener', id, nodeId: 'eni-1', groups: [{ targets }] } as unknown as ListenerRow;
}

it('a node is usable while any of its listeners has a healthy target', () => {
  const healthy = new Set<string>();
  const nodes = new NodeUsability((check) => healthy.has(check));
  expect(nodes.isUsable('eni-1')).toBe(true);
  const rows = [listener('a', ['x']), listener('b', ['y', 'z'])];
  nodes.apply({ put: rows, removed: [] });
  expect(nodes.isUsable('eni-1')).toBe(false);
  healthy.add('z');
  expect(nodes.isUsable('eni-1')).toBe(true);
  nodes.apply({ put: [], removed: [listener('b', [])] });
  expect(nodes.isUsable('eni-1')).toBe(false);
  nodes.apply({ put: [], removed: [listener('a', [])] });
  expect(nodes.isUsable('eni-1')).toBe(true);
});
