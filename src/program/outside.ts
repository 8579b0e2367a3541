/** What lies outside of an installation: which addresses may be there, and who takes packets for them. */
import { PUBLIC_RANGE } from './interfaceNames.ts';

/** Addresses that lead nowhere on the internet, and those that are given out here, which come by their own links. */
export const NO_ADDRESSES_OUTSIDE: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  PUBLIC_RANGE,
  '224.0.0.0/3',
];

/** Where the agent listens in the namespace of public addresses, for all that is meant for addresses outside. */
export const RELAY_PORT = 4566;
