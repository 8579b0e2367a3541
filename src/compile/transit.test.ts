/** Transit gateways in the program: after any history sound, and the same as of a compilation of everything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followedProgram } from '../../test/support/followedProgram.ts';
import { ec2Operations } from '../api/ec2/operations.ts';
import { type TestCaller, testCaller } from '../api/testCall.ts';
import { seededRandom } from '../base/random.ts';
import { admissible } from '../program/check.ts';
import { tableNumber, transitLinkName, transitTableNumber } from '../program/interfaceNames.ts';
import type { ProgramRow } from '../program/rows.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import type { Snapshot } from '../state/tables.ts';
import { compile } from './compile.ts';

const run = (caller: TestCaller, action: string, input: object) =>
  caller.run(ec2Operations[action] as never, input as never, { action });

/** Everything is where it is to go, as if agent and reconcilers had been quick. */
function settle(caller: TestCaller): void {
  caller.change((tx) => {
    for (const [from, dataPlane] of [
      ['pending', 'ready'],
      ['removing', 'removed'],
    ] as const) {
      for (const row of tx.networkInterfaces.by('dataPlane', from))
        tx.networkInterfaces.put({ ...row, status: { ...row.status, dataPlane } });
    }
    reconcile(tx, { now: new Date('2026-01-01T00:00:01Z'), random: seededRandom(1) });
  });
}

const onlyId = (tables: Snapshot, table: keyof Snapshot) => [...tables[table].ids()].at(-1) ?? '';

/** A VPC 10.N.0.0/16 with a subnet and a table that leads 10.0.0.0/8 to the gateway, attached. */
function attach(caller: TestCaller, number: number, TransitGatewayId: string) {
  const tables = caller.state.snapshot;
  run(caller, 'CreateVpc', { CidrBlock: `10.${number}.0.0/16` });
  const VpcId = onlyId(tables, 'vpcs');
  run(caller, 'CreateSubnet', { VpcId, CidrBlock: `10.${number}.1.0/24` });
  const SubnetIds = [onlyId(tables, 'subnets')];
  run(caller, 'CreateTransitGatewayVpcAttachment', { TransitGatewayId, VpcId, SubnetIds });
  settle(caller);
  const id = onlyId(tables, 'transitGatewayAttachments');
  run(caller, 'CreateRouteTable', { VpcId });
  const RouteTableId = onlyId(tables, 'routeTables');
  run(caller, 'AssociateRouteTable', { RouteTableId, SubnetId: SubnetIds[0] });
  run(caller, 'CreateRoute', { RouteTableId, DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId });
  return { id, VpcId, RouteTableId };
}

function gateway(caller: TestCaller) {
  run(caller, 'CreateTransitGateway', {});
  settle(caller);
  const { transitGateways, transitGatewayRouteTables } = caller.state.snapshot;
  return { id: [...transitGateways.ids()][0] ?? '', tableId: [...transitGatewayRouteTables.ids()][0] ?? '' };
}

const rowsOf = (caller: TestCaller, ...kinds: string[]): ProgramRow[] =>
  [...compile(caller.state.snapshot).values()].filter(({ kind }) => kinds.includes(kind));

test('an attached VPC is a link, its routes lead there, and the gateway’s table leads back', async () => {
  const caller = await testCaller();
  const { id, tableId } = gateway(caller);
  expect(rowsOf(caller, 'transit', 'transitRoutes')).toEqual([]);
  const one = attach(caller, 1, id);
  expect(rowsOf(caller, 'transit', 'transitLink', 'transitRoutes', 'routes')).toEqual([
    {
      kind: 'routes',
      id: one.RouteTableId,
      vpcId: one.VpcId,
      table: tableNumber(one.RouteTableId),
      local: ['10.1.0.0/16'],
      routes: [
        { destination: '10.0.0.0/8', via: { link: transitLinkName(one.id), row: `transitLink/${one.id}` } },
      ],
    },
    { kind: 'transit', id },
    {
      kind: 'transitLink',
      id: one.id,
      transitId: id,
      vpcId: one.VpcId,
      cidrs: ['10.1.0.0/16'],
      routedBy: transitTableNumber(tableId),
      table: tableNumber(one.RouteTableId),
    },
    {
      kind: 'transitRoutes',
      id: tableId,
      transitId: id,
      table: transitTableNumber(tableId),
      routes: [{ destination: '10.1.0.0/16', via: { transitLink: one.id } }],
    },
  ]);
  run(caller, 'DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: one.id });
  expect(rowsOf(caller, 'transit', 'transitLink', 'transitRoutes')).toEqual([]);
  expect(rowsOf(caller, 'routes')).toEqual([]);
});

test('an interface in a zone without a subnet of the attachment is out of reach', async () => {
  const caller = await testCaller();
  const { id } = gateway(caller);
  const { id: attachmentId, VpcId } = attach(caller, 1, id);
  const place = { VpcId, CidrBlock: '10.1.2.0/24', AvailabilityZone: 'us-east-1b' };
  run(caller, 'CreateSubnet', place);
  const subnets = [...caller.state.snapshot.subnets.by('vpc', VpcId)];
  for (const { id: SubnetId } of subnets) {
    run(caller, 'RunInstances', { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId });
  }
  const outOfReach = () => rowsOf(caller, 'port').map((row) => row.kind === 'port' && row.outOfReach);
  expect(outOfReach()).toEqual(expect.arrayContaining([undefined, [attachmentId]]));
  const added = subnets.find(({ spec }) => spec.availabilityZone === 'us-east-1b')?.id;
  run(caller, 'ModifyTransitGatewayVpcAttachment', {
    TransitGatewayAttachmentId: attachmentId,
    AddSubnetIds: [added],
  });
  expect(outOfReach()).toEqual([undefined, undefined]);
});

test('a history of any kind leaves a sound program, followed step by step', async () => {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const dice = seededRandom(seed);
      const of = <T>(values: readonly T[]) => values[dice.integer(values.length)] as T;
      const caller = await testCaller(seed);
      const tables = caller.state.snapshot;
      const program = followedProgram(caller.state);
      const { id } = gateway(caller);
      for (const number of [1, 2, 3]) attach(caller, number, id);
      run(caller, 'CreateTransitGatewayRouteTable', { TransitGatewayId: id });
      settle(caller);
      const any = (table: keyof Snapshot) => of([...tables[table].ids()]);
      const table = () => ({ TransitGatewayRouteTableId: any('transitGatewayRouteTables') });
      const attachment = () => ({ TransitGatewayAttachmentId: any('transitGatewayAttachments') });
      const block = () => ({ DestinationCidrBlock: of(['10.1.0.0/16', '10.2.0.0/17', '0.0.0.0/0', '::/0']) });
      const steps: Readonly<Record<string, () => object>> = {
        AssociateTransitGatewayRouteTable: () => ({ ...table(), ...attachment() }),
        DisassociateTransitGatewayRouteTable: () => {
          const row = of([...tables.transitGatewayAttachments.all()]);
          return { TransitGatewayRouteTableId: row.spec.routeTableId, TransitGatewayAttachmentId: row.id };
        },
        EnableTransitGatewayRouteTablePropagation: () => ({ ...table(), ...attachment() }),
        DisableTransitGatewayRouteTablePropagation: () => ({ ...table(), ...attachment() }),
        ReplaceTransitGatewayRoute: () => ({
          ...table(),
          ...block(),
          ...of([attachment(), { Blackhole: true }]),
        }),
        DeleteTransitGatewayRoute: () => ({ ...table(), ...block() }),
        DeleteTransitGatewayVpcAttachment: attachment,
        AssociateVpcCidrBlock: () => ({
          VpcId: any('vpcs'),
          CidrBlock: of(['100.64.0.0/20', '10.9.0.0/16']),
        }),
      };
      for (let step = 0; step < 25; step++) {
        const action = of(Object.keys(steps));
        try {
          run(caller, action, steps[action]?.() ?? {});
          done.add(action);
        } catch {
          // Refused, as AWS would: another step.
        }
        if (dice.integer(2) === 0) settle(caller);
        await program.next();
        const whole = compile(tables);
        expect(new Map(program.rows)).toEqual(new Map(JSON.parse(JSON.stringify([...whole]))));
        expect(admissible(whole).violations).toEqual([]);
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
  // Nearly each kind of step has gone through, or the histories would prove little.
  expect(done.size).toBeGreaterThan(5);
}, 60_000);
