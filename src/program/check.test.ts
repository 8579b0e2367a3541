import { describe, expect, it } from 'vitest';
import {
  ATTACHED_ROWS,
  admissionRow,
  attachedEndpointRow,
  byKey,
  CONSUMER,
  endpointRow,
  groupRow,
  instanceRow,
  listenerRow,
  nodeRow,
  PROVIDER,
  portRow,
  routesRow,
  UNATTACHED_ROWS,
  vpcRow,
} from '../../test/support/twoVpcs.ts';
import { admissible, check } from './check.ts';
import type { AclRow, ProgramRow, RouteVia, SubnetRow } from './rows.ts';

const SG = 'sg-0bbbbbbbbbbbbbbb2';

/** What is wrong once these rows are added to (or replace those of) a good program. */
function wrongWith(...rows: readonly unknown[]): string[] {
  return check(byKey([...ATTACHED_ROWS, ...(rows as ProgramRow[])])).map(
    ({ key, message }) => `${key}: ${message}`,
  );
}

describe('check', () => {
  it('finds nothing wrong with good programs', () => {
    expect(wrongWith()).toEqual([]);
    expect(check(byKey(UNATTACHED_ROWS))).toEqual([]);
  });

  const routes = routesRow('rtb-0bbbbbbb2', CONSUMER, []);
  const routesTo = (destination: string, via: RouteVia) => ({ ...routes, routes: [{ destination, via }] });
  const port = portRow('eni-0b11', CONSUMER, 'i-0b11', '10.0.0.11', SG);
  const other = instanceRow('i-0b11', CONSUMER);

  const aclRow: AclRow = {
    kind: 'acl',
    id: 'acl-0a',
    vpcId: PROVIDER,
    ingress: [{ number: 100, allow: true, cidr: '0.0.0.0/0' }],
    egress: [],
  };
  const subnetRow: SubnetRow = {
    kind: 'subnet',
    id: 'subnet-0a',
    vpcId: PROVIDER,
    cidrs: ['10.0.0.0/24'],
    aclId: aclRow.id,
  };

  it.each<[string, unknown[], string]>([
    ['an unknown VPC', [instanceRow('i-0c', 'vpc-0c')], 'instance/i-0c: VPC vpc-0c is unknown'],
    [
      'an unknown group',
      [other, { ...port, groupIds: ['sg-0dead'] }],
      'port/eni-0b11: group sg-0dead is unknown in its VPC',
    ],
    [
      'an unknown peer group',
      [groupRow(CONSUMER, 'sg-0c', { groupId: 'sg-0dead' })],
      `group/${CONSUMER}/sg-0c: group sg-0dead is unknown in its VPC`,
    ],
    [
      'an unknown subnet',
      [other, { ...port, subnetId: 'subnet-0dead' }],
      'port/eni-0b11: subnet subnet-0dead is unknown in its VPC',
    ],
    [
      'a subnet of another VPC',
      [aclRow, subnetRow, other, { ...port, subnetId: subnetRow.id }],
      'port/eni-0b11: subnet subnet-0a is unknown in its VPC',
    ],
    ['an unknown ACL', [subnetRow], 'subnet/subnet-0a: acl acl-0a is unknown in its VPC'],
    [
      'entries of an ACL in disorder',
      [{ ...aclRow, egress: [...aclRow.ingress, ...aclRow.ingress] }],
      'acl/acl-0a: entry 100 is out of order',
    ],
    [
      'an entry of an ACL that says more than it should',
      [{ ...aclRow, egress: [{ number: 1, allow: true, cidr: '0.0.0.0/0 accept' }] }],
      'acl/acl-0a: cidr "0.0.0.0/0 accept" is malformed',
    ],
    ['an unknown instance', [port], 'port/eni-0b11: instance i-0b11 is unknown'],
    [
      'an unknown node',
      [{ ...listenerRow, id: 'x', nodeId: 'eni-0c' }],
      'listener/x: node eni-0c is unknown',
    ],
    [
      'addresses that are not the node’s',
      [{ ...listenerRow, nodeAddress: '10.0.0.99' }],
      `listener/${listenerRow.id}: node ${nodeRow.id} has other addresses`,
    ],
    [
      'an address outside the VPC',
      [{ ...endpointRow, address: '10.1.0.1' }],
      `endpoint/${endpointRow.id}: address 10.1.0.1 is outside its VPC`,
    ],
    [
      'an address taken twice',
      [other, { ...port, address: endpointRow.address }],
      `port/eni-0b11: address ${endpointRow.address} of ${CONSUMER} belongs to endpoint/${endpointRow.id} already`,
    ],
    [
      'a fabric address of another VPC',
      [{ ...nodeRow, fabricAddress: '240.0.128.9' }],
      `node/${nodeRow.id}: fabric address 240.0.128.9 is outside its VPC's block`,
    ],
    [
      'the router’s own fabric address',
      [{ ...nodeRow, fabricAddress: '240.0.64.0' }],
      `node/${nodeRow.id}: fabric address 240.0.64.0 is outside its VPC's block`,
    ],
    [
      'a fabric address taken twice',
      [{ ...attachedEndpointRow, id: 'eni-0c', address: '10.0.0.77' }],
      'endpoint/eni-0c: fabric address 240.0.128.1 belongs to endpoint/eni-0bbbbbbbbbbbbb30 already',
    ],
    [
      'a fabric block taken twice',
      [vpcRow('vpc-0c', '240.0.64.0/18')],
      `vpc/vpc-0c: block 240.0.64.0/18 belongs to vpc/${PROVIDER} already`,
    ],
    [
      'links of the same name',
      [other, { ...port, id: 'eni-0bbbbbbbbbbbbb11' }],
      'port/eni-0bbbbbbbbbbbbb11: link e0bbbbbbbbbbbbb belongs to port/eni-0bbbbbbbbbbbbb10 already',
    ],
    [
      'a table whose number is another’s',
      [{ ...routes, table: routes.table + 1 }],
      `routes/${routes.id}: table ${routes.table + 1} is not that of ${routes.id}`,
    ],
    [
      'two tables of one number',
      [routes, { ...routes, id: 'rtb-0bbbbbbb3' }],
      `routes/rtb-0bbbbbbb3: table ${routes.table} of ${CONSUMER} belongs to routes/${routes.id} already`,
    ],
    [
      'a route to the fabric',
      [routesTo('240.1.0.0/16', 'blackhole')],
      `routes/${routes.id}: destination "240.1.0.0/16" is malformed`,
    ],
    [
      'two routes to one destination',
      [routesTo('10.0.0.0/16', 'blackhole')],
      `routes/${routes.id}: route to 10.0.0.0/16 is there twice`,
    ],
    [
      'a route by a link that is not there',
      [routesTo('10.1.0.0/16', { link: 'p0b1', row: 'peering/pcx-0b1' })],
      `routes/${routes.id}: link p0b1 is unknown in its VPC`,
    ],
    [
      'a route by a link with another name in its own',
      [routesTo('10.1.0.0/16', { link: 'p0b1 table main', row: 'peering/pcx-0b1' })],
      `routes/${routes.id}: link "p0b1 table main" is malformed`,
    ],
    [
      'a route to a port of another VPC',
      [routesTo('10.1.0.0/16', { port: 'eni-0aaaaaaaaaaaaa10', address: '10.0.0.10' })],
      `routes/${routes.id}: port eni-0aaaaaaaaaaaaa10 is unknown in its VPC`,
    ],
    [
      'a route to an address that its port has not',
      [routesTo('10.1.0.0/16', { port: 'eni-0bbbbbbbbbbbbb10', address: '10.0.0.11' })],
      `routes/${routes.id}: 10.0.0.11 is no address of eni-0bbbbbbbbbbbbb10`,
    ],
    [
      'a mark that a group’s chain uses',
      [{ ...endpointRow, table: 1 }],
      `endpoint/${endpointRow.id}: table 1 is out of range`,
    ],
    [
      'a port out of range',
      [{ ...listenerRow, port: 65536 }],
      `listener/${listenerRow.id}: port 65536 is out of range`,
    ],
    [
      'a MAC address for many',
      [other, { ...port, macAddress: '03:00:00:00:00:01' }],
      'port/eni-0b11: macAddress "03:00:00:00:00:01" is malformed',
    ],
    [
      'an id that is none',
      [instanceRow('i-0c; reboot', CONSUMER)],
      'instance/i-0c; reboot: id "i-0c; reboot" is no i- id',
    ],
    [
      'a line break in an address',
      [{ ...endpointRow, address: '10.0.0.5\naccept' }],
      `endpoint/${endpointRow.id}: address "10.0.0.5\\naccept" is malformed`,
    ],
    [
      'text in a number',
      [{ ...listenerRow, protocol: '6 accept' }],
      `listener/${listenerRow.id}: protocol 6 accept is out of range`,
    ],
    [
      'a CIDR that is none',
      [groupRow(CONSUMER, 'sg-0c', { cidr: '0.0.0.0/0 accept' })],
      `group/${CONSUMER}/sg-0c: cidr "0.0.0.0/0 accept" is malformed`,
    ],
    [
      'an admission outside the fabric',
      [{ ...admissionRow, source: '10.0.0.1' }],
      `admission/${admissionRow.id}: source "10.0.0.1" is malformed`,
    ],
  ])('names %s', (_, rows, message) => {
    expect(wrongWith(...rows)).toContain(message);
  });

  it('names a row that lacks a field, and one of an unknown kind', () => {
    const { groups: _, ...withoutGroups } = listenerRow;
    expect(wrongWith(withoutGroups)[0]).toContain('malformed');
    expect(wrongWith({ kind: 'magic', id: 'x' })[0]).toContain('magic');
  });
});

describe('admissible', () => {
  it('leaves out rows at fault, those that relied on them, and no other', () => {
    const rows = byKey(
      ATTACHED_ROWS.map((row) => (row === nodeRow ? { ...nodeRow, address: 'nowhere' } : row)),
    );
    const { rows: sound, violations } = admissible(rows);
    expect(violations.map(({ key }) => key)).toEqual([`node/${nodeRow.id}`, `listener/${listenerRow.id}`]);
    expect(sound.size).toBe(rows.size - 2);
  });
});
