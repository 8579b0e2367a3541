/** CreateVpcEndpointConnectionNotification: for a service of the caller's, or for an endpoint of the caller's. */
import type {
  CreateVpcEndpointConnectionNotificationRequest,
  CreateVpcEndpointConnectionNotificationResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../../base/awsError.ts';
import type { ConnectionNotification } from '../../../../resources/connectionNotification.ts';
import { serviceRegionOf } from '../../../../resources/endpoint.ts';
import { onceByToken } from '../../../idempotency.ts';
import type { Call } from '../../../operation.ts';
import { findEndpointService, findVpcEndpoint, notFound } from '../../ids.ts';
import { newResource } from '../../vpcParts.ts';
import { invalidParameter } from '../errors.ts';
import { checkEvents, checkTopic, findNotification, notificationView } from './notifications.ts';

type Request = CreateVpcEndpointConnectionNotificationRequest;

export function createVpcEndpointConnectionNotification(
  call: Call,
  input: Request,
): CreateVpcEndpointConnectionNotificationResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [create(call, input)],
    ([id]) => ({
      ConnectionNotification: notificationView(findNotification(call, id)),
      ClientToken: input.ClientToken,
    }),
  );
}

function create(call: Call, input: Request): string {
  checkOneSubject(input);
  const topicArn = checkTopic(input.ConnectionNotificationArn);
  const events = checkEvents(input.ConnectionEvents);
  const row: ConnectionNotification = {
    ...newResource(call, 'vpce-nfn'),
    spec: { ...(input.ServiceId ? ofService(call, input) : ofEndpoint(call, input)), topicArn, events },
  };
  call.tx.connectionNotifications.put(row);
  return row.id;
}

function checkOneSubject({ ServiceId, VpcEndpointId }: Request): void {
  if (ServiceId && VpcEndpointId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'ServiceId and VpcEndpointId cannot be specified together',
    );
  }
  if (ServiceId || VpcEndpointId) return;
  throw new AwsError('MissingParameter', 'The request must contain the parameter ServiceId or VpcEndpointId');
}

type Subject = Pick<ConnectionNotification['spec'], 'about' | 'serviceRegion'>;

function ofService(call: Call, input: Request): Subject {
  const { id, region } = findEndpointService(call, input.ServiceId);
  return { about: { serviceId: id }, serviceRegion: region };
}

function ofEndpoint(call: Call, input: Request): Subject {
  const endpoint = findVpcEndpoint(call, input.VpcEndpointId);
  if (endpoint.status.state === 'deleting') throw notFound('vpcEndpoint', endpoint.id);
  if (endpoint.spec.vpcEndpointType !== 'Interface') {
    throw invalidParameter('Connection notifications are only supported for Interface type VPC Endpoints.');
  }
  return { about: { endpointId: endpoint.id }, serviceRegion: serviceRegionOf(endpoint) };
}
