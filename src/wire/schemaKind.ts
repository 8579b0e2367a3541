/** What kind of value a schema of the SDK stands for; the one place that knows its encoding. */
import { NormalizedSchema } from '@smithy/core/schema';
import { AssertionError } from '../base/assert.ts';

export type ScalarKind = 'string' | 'boolean' | 'integer' | 'number' | 'timestamp' | 'blob';
export type SchemaKind = ScalarKind | 'list' | 'map' | 'struct' | 'unit';

export type Schema = NormalizedSchema;

/** The SDK's schemas do not tell integers from fractions: these members of EC2's requests are what AWS calls doubles. */
const FRACTIONAL: ReadonlySet<string> = new Set([
  'Amount',
  'FulfilledCapacity',
  'Max',
  'Min',
  'OnDemandFulfilledCapacity',
  'Price',
  'Priority',
  'UploadSize',
  'Weight',
  'WeightedCapacity',
]);

/** The schema behind a reference as an operation model carries it. */
export function schemaOf(reference: unknown): Schema {
  return NormalizedSchema.of(reference as Parameters<typeof NormalizedSchema.of>[0]);
}

export function kindOf(schema: Schema): SchemaKind {
  if (schema.isStructSchema()) return 'struct';
  if (schema.isListSchema()) return 'list';
  if (schema.isStringSchema()) return 'string';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isNumericSchema()) return FRACTIONAL.has(memberName(schema)) ? 'number' : 'integer';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isMapSchema()) return 'map';
  if (schema.isUnitSchema()) return 'unit';
  throw new AssertionError(`query protocols carry no value of the kind of ${schema.getName(true)}`);
}

function memberName(schema: Schema): string {
  return schema.isMemberSchema() ? schema.getMemberName() : '';
}

/** Names of the required members: a struct's schema lists them first and counts them in its seventh place. */
export function requiredMembers(struct: Schema): readonly string[] {
  const encoded = struct.getSchema() as unknown as readonly unknown[];
  const members = encoded[4] as readonly string[];
  return members.slice(0, (encoded[6] as number | undefined) ?? 0);
}

/** Stands for a struct in caches: the same object however the struct was reached. */
export function structIdentity(struct: Schema): object {
  return struct.getSchema() as unknown as object;
}

/** The name a trait gives, such as `xmlName`. */
export function nameTrait(schema: Schema, trait: 'xmlName' | 'ec2QueryName'): string | undefined {
  const traits = schema.getMergedTraits() as Record<string, unknown>;
  return traits[trait] as string | undefined;
}

export function isFlattened(schema: Schema): boolean {
  return Boolean((schema.getMergedTraits() as Record<string, unknown>).xmlFlattened);
}
