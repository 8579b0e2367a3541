/** Kernel parameters that several kinds of namespaces share. */

export const NO_IPV6 = { 'ipv6/conf/all/disable_ipv6': '1', 'ipv6/conf/default/disable_ipv6': '1' } as const;

export const ROUTING = {
  'ipv4/ip_forward': '1',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
  'ipv4/conf/all/send_redirects': '0',
  'ipv4/conf/default/send_redirects': '0',
  'ipv4/conf/all/accept_redirects': '0',
  // Looking for a socket of its own for each packet is lost work in a router.
  'ipv4/ip_early_demux': '0',
} as const;

/** Addresses are those that are given, at once: nobody asks whether another has them, or believes advertisements. */
export const WITH_IPV6 = {
  'ipv6/conf/all/disable_ipv6': '0',
  'ipv6/conf/default/disable_ipv6': '0',
  'ipv6/conf/all/accept_ra': '0',
  'ipv6/conf/default/accept_ra': '0',
  'ipv6/conf/all/accept_dad': '0',
  'ipv6/conf/default/accept_dad': '0',
  'ipv6/conf/default/addr_gen_mode': '1',
} as const;

export const IPV6_ROUTING = {
  ...WITH_IPV6,
  'ipv6/conf/all/forwarding': '1',
  'ipv6/fwmark_reflect': '1',
  'ipv6/conf/all/accept_redirects': '0',
} as const;
