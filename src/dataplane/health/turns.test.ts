import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('never runs more at once than allowed, and runs all in order', async () => {
  const turns = new Turns(3);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = async (number: number) => {
    most = Math.max(most, ++running);
    order.push(number);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    if (number % 2) throw new Error('odd');
  };
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => turns.take(() => work(i))));
  expect(most).toBe(3);
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(10);
});
