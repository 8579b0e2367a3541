import { expect, test } from 'vitest';
import { parseRoute } from './route.ts';

test('three parts listen on loopback', () => {
  expect(parseRoute('8080:db.internal:5432')).toEqual({
    bind: '127.0.0.1',
    localPort: 8080,
    host: 'db.internal',
    port: 5432,
  });
});

test('four parts begin with the address to listen on, and port 0 is any free one', () => {
  expect(parseRoute('0.0.0.0:0:10.0.0.1:80')).toMatchObject({ bind: '0.0.0.0', localPort: 0 });
});

test.each([
  '',
  '80',
  '80:host',
  '80::80',
  ':80:h:80',
  'a:h:80',
  '80:h:0',
  '80:h:65536',
  '80:h:-1',
  '1:2:3:4:5',
])('%j is refused with a sentence', (text) => {
  expect(() => parseRoute(text)).toThrow(/ is not /);
});
