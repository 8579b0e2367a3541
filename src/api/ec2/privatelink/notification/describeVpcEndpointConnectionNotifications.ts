/** DescribeVpcEndpointConnectionNotifications: the caller's own. */
import type {
  DescribeVpcEndpointConnectionNotificationsRequest,
  DescribeVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import type { ConnectionNotification } from '../../../../resources/connectionNotification.ts';
import { type FilterDefinitions, matching } from '../../../filters.ts';
import type { Call } from '../../../operation.ts';
import { page } from '../../../pagination.ts';
import { findSome } from '../../ids.ts';
import { notificationView } from './notifications.ts';

const FILTERS: FilterDefinitions<ConnectionNotification> = {
  'connection-notification-arn': ({ spec }) => spec.topicArn,
  'connection-notification-id': ({ id }) => id,
  'connection-notification-state': () => 'Enabled',
  'connection-notification-type': () => 'Topic',
  'service-id': ({ spec: { about } }) => ('serviceId' in about ? about.serviceId : undefined),
  'vpc-endpoint-id': ({ spec: { about } }) => ('endpointId' in about ? about.endpointId : undefined),
};

export function describeVpcEndpointConnectionNotifications(
  call: Call,
  input: DescribeVpcEndpointConnectionNotificationsRequest,
): DescribeVpcEndpointConnectionNotificationsResult {
  const ids = input.ConnectionNotificationId ? [input.ConnectionNotificationId] : undefined;
  const asked = findSome(call, call.tx.connectionNotifications, 'connectionNotification', ids);
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return { ConnectionNotificationSet: rows.map(notificationView), NextToken: nextToken };
}
