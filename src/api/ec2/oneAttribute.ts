/** What the calls share that describe one attribute of a resource, chosen by AWS's name of it. */
import { AwsError } from '../../base/awsError.ts';
import type { Call } from '../operation.ts';
import { required } from './ids.ts';

/** By AWS's name of the attribute. */
export type AttributeViews<Row, View> = Readonly<Record<string, (call: Call, row: Row) => View>>;

/** @throws AwsError MissingParameter; InvalidParameterValue for one that is not among the views */
export function oneAttribute<Row, View>(
  views: AttributeViews<Row, View>,
  call: Call,
  row: Row,
  asked: string | undefined,
): View {
  const attribute: string = required(asked, 'attribute');
  const view = Object.hasOwn(views, attribute) ? views[attribute] : undefined;
  if (view) return view(call, row);
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${attribute}) for parameter attribute is invalid. Unknown attribute.`,
  );
}
