import { expect, it } from 'vitest';
import { hostUpstreams, parseResolvConf } from './upstreams.ts';

it('takes the first three name servers and nothing else', () => {
  const text =
    '# c\nsearch x\nnameserver 10.0.0.2\nnameserver  fd00::1 \nnameserver bad\noptions edns0\nnameserver 1.1.1.1\nnameserver 9.9.9.9\n';
  expect(parseResolvConf(text).map(({ address }) => address)).toEqual(['10.0.0.2', 'fd00::1', '1.1.1.1']);
});

it('a host without the file has none', () => {
  expect(hostUpstreams('/no/such/resolv.conf')).toEqual([]);
});
