/**
 * The bench's options:
 *
 *   --rounds N          how often every path has its turn (9)
 *   --seconds S         of each load on each path in a round (1)
 *   --endpoints A,B/C   endpoints present, a Postern for each number (10,10000/50,10000); `/50`: so many in a VPC
 *   --only-changes      no load: what endpoints cost, and how long changes take
 *   --api               what calls of the API cost instead, beside the emulators that are installed
 *   --api-endpoints N   of the large installation (100000)
 *   --ministack PATH    where the program is (ministack)
 *   --moto PATH         where the program is (moto_server)
 *   --json              everything measured, as JSON
 */
import { parseArgs } from 'node:util';
import type { ApiSettings } from './api/apiBench.ts';

/** Endpoints of one Postern. */
export interface Population {
  readonly count: number;
  /** In one VPC; AWS's quota is 50. */
  readonly inVpc: number;
}

export interface Settings {
  readonly rounds: number;
  readonly seconds: number;
  readonly endpoints: readonly Population[];
  /** No load on any path. */
  readonly onlyChanges: boolean;
  readonly json: boolean;
  /** Measure the API; undefined: the path of packets. */
  readonly api?: ApiSettings;
}

/** Throws where an option is not what it should be. */
export function readSettings(argv: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: '9' },
      seconds: { type: 'string', default: '1' },
      endpoints: { type: 'string', default: '10,10000/50,10000' },
      'only-changes': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      api: { type: 'boolean', default: false },
      'api-endpoints': { type: 'string', default: '100000' },
      ministack: { type: 'string', default: 'ministack' },
      moto: { type: 'string', default: 'moto_server' },
    },
  });
  const rounds = count('--rounds', values.rounds);
  const seconds = above0('--seconds', values.seconds);
  const { ministack, moto } = values;
  const endpoints = count('--api-endpoints', values['api-endpoints']);
  return {
    rounds,
    seconds,
    api: values.api ? { rounds, seconds, endpoints, ministack, moto } : undefined,
    endpoints: values.endpoints.split(',').map(population),
    onlyChanges: values['only-changes'],
    json: values.json,
  };
}

function population(text: string): Population {
  const [all = '', inVpc = all] = text.split('/');
  return { count: count('--endpoints', all), inVpc: count('--endpoints', inVpc) };
}

function count(option: string, text: string): number {
  const value = above0(option, text);
  if (!Number.isInteger(value)) throw new Error(`${option} takes whole numbers, not ${text}`);
  return value;
}

function above0(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new Error(`${option} takes numbers above 0, not ${text}`);
  return value;
}
