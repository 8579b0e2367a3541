/** ModifyVpcEndpointConnectionNotification: another topic, other events, or both. */
import type {
  ModifyVpcEndpointConnectionNotificationRequest,
  ModifyVpcEndpointConnectionNotificationResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../../operation.ts';
import { checkEvents, checkTopic, findNotification } from './notifications.ts';

export function modifyVpcEndpointConnectionNotification(
  call: Call,
  input: ModifyVpcEndpointConnectionNotificationRequest,
): ModifyVpcEndpointConnectionNotificationResult {
  const row = findNotification(call, input.ConnectionNotificationId);
  const { ConnectionNotificationArn: arn, ConnectionEvents: events } = input;
  const topicArn = arn === undefined ? row.spec.topicArn : checkTopic(arn);
  // Over the wire an empty list and none are the same.
  const wanted = events?.length ? checkEvents(events) : row.spec.events;
  call.tx.connectionNotifications.put({ ...row, spec: { ...row.spec, topicArn, events: wanted } });
  return { ReturnValue: true };
}
