/** Permissions on network interfaces (EC2): what another account may do with one. */
import type { Resource } from './identity.ts';

export interface NetworkInterfacePermission extends Resource {
  readonly spec: {
    readonly networkInterfaceId: string;
    /** The account that may. */
    readonly awsAccountId: string;
    readonly permission: 'INSTANCE-ATTACH' | 'EIP-ASSOCIATE';
  };
}
