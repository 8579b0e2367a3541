/** Connection notifications: what requests must hold, and how EC2 shows them. */
import type { ConnectionNotification as NotificationShape } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../../base/awsError.ts';
import {
  CONNECTION_EVENTS,
  type ConnectionEvent,
  type ConnectionNotification,
} from '../../../../resources/connectionNotification.ts';
import type { Call } from '../../../operation.ts';
import { find, required } from '../../ids.ts';
import { invalidParameter } from '../errors.ts';

const TOPIC_ARN = /^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/;

/** @throws AwsError MissingParameter, InvalidConnectionNotification */
export function findNotification(call: Call, id: string | undefined): ConnectionNotification {
  return find(
    call,
    call.tx.connectionNotifications,
    'connectionNotification',
    id,
    'ConnectionNotificationId',
  );
}

/** @throws AwsError MissingParameter, InvalidConnectionNotification for what is no topic's ARN */
export function checkTopic(arn: string | undefined): string {
  const topicArn = required(arn, 'ConnectionNotificationArn');
  if (TOPIC_ARN.test(topicArn)) return topicArn;
  throw new AwsError(
    'InvalidConnectionNotification',
    `The connection notification ARN '${topicArn}' is not the ARN of an SNS topic`,
  );
}

/** @throws AwsError MissingParameter, InvalidParameter */
export function checkEvents(events: readonly string[] | undefined): ConnectionEvent[] {
  const asked = required(events, 'ConnectionEvents');
  if (asked.length === 0) throw invalidParameter('At least one connection event must be specified');
  return [...new Set(asked)].map((event) => {
    const known = CONNECTION_EVENTS.find((each) => each === event);
    if (known) return known;
    throw invalidParameter(
      `The connection event '${event}' is not valid. Valid values: ${CONNECTION_EVENTS.join(', ')}`,
    );
  });
}

export function notificationView({ id, spec }: ConnectionNotification): NotificationShape {
  const { about, serviceRegion, topicArn, events } = spec;
  return {
    ConnectionNotificationId: id,
    ServiceId: 'serviceId' in about ? about.serviceId : undefined,
    VpcEndpointId: 'endpointId' in about ? about.endpointId : undefined,
    ConnectionNotificationType: 'Topic',
    ConnectionNotificationArn: topicArn,
    ConnectionEvents: [...events],
    ConnectionNotificationState: 'Enabled',
    ServiceRegion: serviceRegion,
  };
}
