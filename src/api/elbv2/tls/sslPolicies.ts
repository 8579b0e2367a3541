/**
 * AWS's predefined security policies: names, protocols and ciphers in order of preference, after "Security
 * policies for your Network Load Balancer" in its user guide. A policy with PQ in its name differs in key
 * exchange only.
 */

export interface SecurityPolicy {
  /** Its name. */
  readonly id: string;
  readonly protocols: readonly string[];
  readonly ciphers: readonly string[];
  readonly loadBalancerTypes: readonly string[];
}

const BOTH_TYPES = ['application', 'network'];

const TLS_1_3 = ['TLSv1.3'];
const TLS_1_2 = ['TLSv1.2'];
const FROM_1_2 = [...TLS_1_2, ...TLS_1_3];
const UP_TO_1_2 = { from11: ['TLSv1.1', 'TLSv1.2'], from10: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] };
const UP_TO_1_3 = { from11: [...UP_TO_1_2.from11, 'TLSv1.3'], from10: [...UP_TO_1_2.from10, 'TLSv1.3'] };

/** Parts of the cipher lists, in the order in which AWS ranks all ciphers. */
const RANKED = [
  ['tls13', 'TLS_AES_128_GCM_SHA256'],
  ['tls13', 'TLS_AES_256_GCM_SHA384'],
  ['chacha', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['gcm', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['gcm', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['cbc', 'ECDHE-ECDSA-AES128-SHA256'],
  ['cbc', 'ECDHE-RSA-AES128-SHA256'],
  ['sha1', 'ECDHE-ECDSA-AES128-SHA'],
  ['sha1', 'ECDHE-RSA-AES128-SHA'],
  ['gcm', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['gcm', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ['cbc', 'ECDHE-ECDSA-AES256-SHA384'],
  ['cbc', 'ECDHE-RSA-AES256-SHA384'],
  ['sha1', 'ECDHE-ECDSA-AES256-SHA'],
  ['sha1', 'ECDHE-RSA-AES256-SHA'],
  ['rsa', 'AES128-GCM-SHA256'],
  ['rsa', 'AES128-SHA256'],
  ['rsa-sha1', 'AES128-SHA'],
  ['rsa', 'AES256-GCM-SHA384'],
  ['rsa', 'AES256-SHA256'],
  ['rsa-sha1', 'AES256-SHA'],
] as const;

type Part = (typeof RANKED)[number][0];

const RESTRICTED: readonly Part[] = ['gcm'];
const STANDARD: readonly Part[] = [...RESTRICTED, 'cbc'];
const WITH_SHA1: readonly Part[] = [...STANDARD, 'sha1'];
const WITH_RSA: readonly Part[] = [...STANDARD, 'rsa'];
const ALL: readonly Part[] = [...WITH_SHA1, 'rsa', 'rsa-sha1'];

const WITH_1_3: readonly Part[] = ['tls13', 'chacha'];
/** The validated module has no ChaCha20. */
const FIPS_1_3: readonly Part[] = ['tls13'];

export const SSL_POLICIES: readonly SecurityPolicy[] = [
  ...tls13('', '2021-06', WITH_1_3),
  ...postQuantum('PQ', '2025-09', WITH_1_3),
  ...tls13('FIPS', '2023-04', FIPS_1_3),
  policy('TLS13-1-2-Ext0-FIPS-2023-04', FROM_1_2, [...FIPS_1_3, ...WITH_SHA1]),
  ...postQuantum('FIPS-PQ', '2025-09', FIPS_1_3),
  policy('TLS13-1-2-Ext0-FIPS-PQ-2025-09', FROM_1_2, [...FIPS_1_3, ...WITH_SHA1]),
  policy('TLS-1-2-Ext-2018-06', TLS_1_2, ALL),
  policy('TLS-1-2-2017-01', TLS_1_2, WITH_RSA),
  policy('TLS-1-1-2017-01', UP_TO_1_2.from11, ALL),
  policy('2016-08', UP_TO_1_2.from10, ALL),
  policy('2015-05', UP_TO_1_2.from10, ALL, ['network']),
  policy('FS-1-2-Res-2020-10', TLS_1_2, RESTRICTED),
  policy('FS-1-2-Res-2019-08', TLS_1_2, STANDARD),
  policy('FS-1-2-2019-08', TLS_1_2, WITH_SHA1),
  policy('FS-1-1-2019-08', UP_TO_1_2.from11, WITH_SHA1),
  policy('FS-2018-06', UP_TO_1_2.from10, WITH_SHA1),
];

export function isSslPolicy(name: string): boolean {
  return SSL_POLICIES.some(({ id }) => id === name);
}

function tls13(flavour: string, date: string, first: readonly Part[]): SecurityPolicy[] {
  return [
    ...postQuantum(flavour, date, first),
    policy(named('1-1', flavour, date), UP_TO_1_3.from11, [...first, ...ALL]),
  ];
}

/** The same set without the one for TLS 1.1. */
function postQuantum(flavour: string, date: string, first: readonly Part[]): SecurityPolicy[] {
  return [
    policy(named('1-3', flavour, date), TLS_1_3, first),
    policy(named('1-2', flavour, date), FROM_1_2, [...first, ...STANDARD]),
    policy(named('1-2-Res', flavour, date), FROM_1_2, [...first, ...RESTRICTED]),
    policy(named('1-2-Ext1', flavour, date), FROM_1_2, [...first, ...WITH_RSA]),
    policy(named('1-2-Ext2', flavour, date), FROM_1_2, [...first, ...ALL]),
    policy(named('1-0', flavour, date), UP_TO_1_3.from10, [...first, ...ALL]),
  ];
}

function named(version: string, flavour: string, date: string): string {
  return ['TLS13', version, flavour, date].filter((part) => part !== '').join('-');
}

function policy(
  name: string,
  protocols: readonly string[],
  parts: readonly Part[],
  loadBalancerTypes: readonly string[] = BOTH_TYPES,
): SecurityPolicy {
  const ciphers = RANKED.filter(([part]) => parts.includes(part)).map(([, cipher]) => cipher);
  return { id: `ELBSecurityPolicy-${name}`, protocols, ciphers, loadBalancerTypes };
}
