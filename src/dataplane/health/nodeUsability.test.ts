import { expect, it } from 'vitest';
import type { ListenerRow } from '../../program/rows.ts';
import { NodeUsability } from './nodeUsability.ts';

function listener(id: string, checks: string[], healthyForDns = 1, weight = 1): ListenerRow {
  const targets = checks.map((check) => ({ address: '10.0.0.9', port: 80, check }));
  const groups = [{ targets, healthyForDns, weight }];
  return { kind: 'listener', id, nodeId: 'eni-1', groups } as unknown as ListenerRow;
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

it('a node is as usable as its target groups ask, of those that get traffic', () => {
  const nodes = new NodeUsability((check) => check === 'x');
  const usableWith = (row: ListenerRow) => {
    nodes.apply({ put: [row], removed: [] });
    return nodes.isUsable('eni-1');
  };
  expect(usableWith(listener('a', ['x', 'y'], 2))).toBe(false);
  expect(usableWith(listener('a', ['y'], 0))).toBe(true);
  expect(usableWith(listener('a', ['x'], 1, 0))).toBe(false);
});
