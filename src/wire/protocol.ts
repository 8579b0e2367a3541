/** What a wire protocol does for a service; one file each (ec2Query.ts, awsQuery.ts). */
import type { AwsError } from '../base/awsError.ts';

/** A service as its official SDK describes it: schemas by operation name. */
export interface ServiceModel {
  /** SigV4 service name: `ec2`, `elasticloadbalancing`, `sts`. */
  readonly signingName: string;
  readonly protocol: 'ec2Query' | 'awsQuery';
  /** API version, such as `2016-11-15`. */
  readonly version: string;
  readonly xmlNamespace: string;
  /** Input and output schema of an operation the SDK knows; undefined for others. */
  operation(name: string): OperationModel | undefined;
  readonly operationNames: readonly string[];
}

/** Schemas as `@smithy/core/schema` understands them (`NormalizedSchema.of`). */
export interface OperationModel {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Protocol {
  /** The input shape of a decoded form (`Action=…&…`); throws AwsError on unknown or ill-typed parameters. */
  parseInput(operation: OperationModel, form: ReadonlyMap<string, string>): Record<string, unknown>;
  serializeOutput(
    model: ServiceModel,
    operation: OperationModel,
    output: object,
    requestId: string,
  ): WireResponse;
  serializeError(model: ServiceModel | undefined, error: AwsError, requestId: string): WireResponse;
}
