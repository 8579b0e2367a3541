/** Who wants to be told what happens to the connections of a service or of an endpoint (EC2). */
import type { RegionName, Resource } from './identity.ts';

export const CONNECTION_EVENTS = ['Accept', 'Connect', 'Delete', 'Reject'] as const;
export type ConnectionEvent = (typeof CONNECTION_EVENTS)[number];

export interface ConnectionNotification extends Resource {
  readonly spec: {
    /** The provider's service or the consumer's endpoint. */
    readonly about: { readonly serviceId: string } | { readonly endpointId: string };
    readonly serviceRegion: RegionName;
    /** ARN of an SNS topic. */
    readonly topicArn: string;
    readonly events: readonly ConnectionEvent[];
  };
}
