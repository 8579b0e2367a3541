/** DeleteVpcEndpointConnectionNotifications. */
import type {
  DeleteVpcEndpointConnectionNotificationsRequest,
  DeleteVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../../operation.ts';
import { checkId, required } from '../../ids.ts';
import { unsuccessfulOf } from '../unsuccessful.ts';
import { findNotification } from './notifications.ts';

export function deleteVpcEndpointConnectionNotifications(
  call: Call,
  input: DeleteVpcEndpointConnectionNotificationsRequest,
): DeleteVpcEndpointConnectionNotificationsResult {
  const ids = required(input.ConnectionNotificationIds, 'ConnectionNotificationId');
  for (const id of ids) checkId('connectionNotification', id);
  return {
    Unsuccessful: unsuccessfulOf(
      ids,
      (id) => findNotification(call, id),
      ({ id }) => call.tx.connectionNotifications.delete(id),
    ),
  };
}
