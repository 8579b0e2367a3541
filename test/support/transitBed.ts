/** For tests: gateways and attachments of several accounts, and a data plane that is always done. */
import {
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  type CreateTransitGatewayCommandInput,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { startTestServer, type TestServer } from '../../src/api/testServer.ts';
import { seededRandom } from '../../src/base/random.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';

const random = seededRandom(1);

export class TransitBed {
  time = new Date('2026-01-01T00:00:00Z');

  private constructor(readonly server: TestServer) {}

  static async start(): Promise<TransitBed> {
    const clock = { now: () => bed.time };
    const bed: TransitBed = new TransitBed(await startTestServer('us-east-1', { clock }));
    return bed;
  }

  /** Everything is where it is to go, as if agent and reconcilers had been quick. */
  settle(): void {
    this.server.state.transact((tx) => {
      for (const [from, dataPlane] of [
        ['pending', 'ready'],
        ['removing', 'removed'],
      ] as const) {
        for (const row of tx.networkInterfaces.by('dataPlane', from)) {
          tx.networkInterfaces.put({ ...row, status: { ...row.status, dataPlane } });
        }
      }
      reconcile(tx, { now: this.time, random });
    });
  }

  later(ms: number): void {
    this.time = new Date(this.time.getTime() + ms);
    this.settle();
  }

  /** A gateway that is available. */
  async gateway(ec2: EC2Client, input: CreateTransitGatewayCommandInput = {}) {
    const { TransitGateway } = await ec2.send(new CreateTransitGatewayCommand(input));
    this.settle();
    return {
      id: TransitGateway?.TransitGatewayId ?? '',
      tableId: TransitGateway?.Options?.AssociationDefaultRouteTableId ?? '',
    };
  }

  /** A VPC with a subnet in each of the first two zones; `octet` is the second of its blocks. */
  async vpc(ec2: EC2Client, octet: number) {
    const made = await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${octet}.0.0/16` }));
    const VpcId = made.Vpc?.VpcId ?? '';
    const subnetIds: string[] = [];
    for (const [at, zone] of ['a', 'b'].entries()) {
      const CidrBlock = `10.${octet}.${at}.0/24`;
      const AvailabilityZone = `us-east-1${zone}`;
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
      subnetIds.push(Subnet?.SubnetId ?? '');
    }
    return { VpcId, subnetIds };
  }

  /** A new VPC's attachment, settled; it has its first subnet only. */
  async attached(ec2: EC2Client, gatewayId: string, octet: number) {
    const { VpcId, subnetIds } = await this.vpc(ec2, octet);
    const { TransitGatewayVpcAttachment } = await ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: gatewayId,
        VpcId,
        SubnetIds: subnetIds.slice(0, 1),
      }),
    );
    this.settle();
    return { id: TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '', VpcId, subnetIds };
  }
}

export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );
