/**
 * Volumes (EC2), of instances only: an instance here keeps its files where the host does, and its volumes are
 * records for tools that look them up.
 */
import type { Resource } from './identity.ts';

export interface Volume extends Resource {
  readonly spec: {
    readonly instanceId: string;
    readonly availabilityZone: string;
    /** `/dev/xvda`. */
    readonly deviceName: string;
    readonly sizeGib: number;
    readonly volumeType: string;
    readonly iops?: number;
    readonly throughput?: number;
    readonly encrypted: boolean;
    readonly kmsKeyId?: string;
    readonly snapshotId: string;
    readonly deleteOnTermination: boolean;
  };
}
