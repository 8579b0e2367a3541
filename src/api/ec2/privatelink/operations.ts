/** Endpoints and endpoint services: one line per operation. */
import type { OperationTable } from '../../operation.ts';
import { acceptVpcEndpointConnections } from './acceptVpcEndpointConnections.ts';
import { createVpcEndpoint } from './createVpcEndpoint.ts';
import { createVpcEndpointServiceConfiguration } from './createVpcEndpointServiceConfiguration.ts';
import { deleteVpcEndpointServiceConfigurations } from './deleteVpcEndpointServiceConfigurations.ts';
import { deleteVpcEndpoints } from './deleteVpcEndpoints.ts';
import { describeVpcEndpointAssociations } from './describeVpcEndpointAssociations.ts';
import { describeVpcEndpointConnections } from './describeVpcEndpointConnections.ts';
import { describeVpcEndpointServiceConfigurations } from './describeVpcEndpointServiceConfigurations.ts';
import { describeVpcEndpointServicePermissions } from './describeVpcEndpointServicePermissions.ts';
import { describeVpcEndpointServices } from './describeVpcEndpointServices.ts';
import { describeVpcEndpoints } from './describeVpcEndpoints.ts';
import { modifyVpcEndpoint } from './modifyVpcEndpoint.ts';
import { modifyVpcEndpointPayerResponsibility } from './modifyVpcEndpointPayerResponsibility.ts';
import { modifyVpcEndpointServiceConfiguration } from './modifyVpcEndpointServiceConfiguration.ts';
import { modifyVpcEndpointServicePayerResponsibility } from './modifyVpcEndpointServicePayerResponsibility.ts';
import { modifyVpcEndpointServicePermissions } from './modifyVpcEndpointServicePermissions.ts';
import { createVpcEndpointConnectionNotification } from './notification/createVpcEndpointConnectionNotification.ts';
import { deleteVpcEndpointConnectionNotifications } from './notification/deleteVpcEndpointConnectionNotifications.ts';
import { describeVpcEndpointConnectionNotifications } from './notification/describeVpcEndpointConnectionNotifications.ts';
import { modifyVpcEndpointConnectionNotification } from './notification/modifyVpcEndpointConnectionNotification.ts';
import { rejectVpcEndpointConnections } from './rejectVpcEndpointConnections.ts';
import { startVpcEndpointServicePrivateDnsVerification } from './startVpcEndpointServicePrivateDnsVerification.ts';

export const privatelinkOperations: OperationTable = {
  AcceptVpcEndpointConnections: acceptVpcEndpointConnections,
  CreateVpcEndpoint: createVpcEndpoint,
  CreateVpcEndpointServiceConfiguration: createVpcEndpointServiceConfiguration,
  DeleteVpcEndpointServiceConfigurations: deleteVpcEndpointServiceConfigurations,
  DeleteVpcEndpoints: deleteVpcEndpoints,
  DescribeVpcEndpointAssociations: describeVpcEndpointAssociations,
  DescribeVpcEndpointConnections: describeVpcEndpointConnections,
  DescribeVpcEndpointServiceConfigurations: describeVpcEndpointServiceConfigurations,
  DescribeVpcEndpointServicePermissions: describeVpcEndpointServicePermissions,
  DescribeVpcEndpointServices: describeVpcEndpointServices,
  DescribeVpcEndpoints: describeVpcEndpoints,
  ModifyVpcEndpoint: modifyVpcEndpoint,
  ModifyVpcEndpointPayerResponsibility: modifyVpcEndpointPayerResponsibility,
  ModifyVpcEndpointServiceConfiguration: modifyVpcEndpointServiceConfiguration,
  ModifyVpcEndpointServicePayerResponsibility: modifyVpcEndpointServicePayerResponsibility,
  ModifyVpcEndpointServicePermissions: modifyVpcEndpointServicePermissions,
  CreateVpcEndpointConnectionNotification: createVpcEndpointConnectionNotification,
  DeleteVpcEndpointConnectionNotifications: deleteVpcEndpointConnectionNotifications,
  DescribeVpcEndpointConnectionNotifications: describeVpcEndpointConnectionNotifications,
  ModifyVpcEndpointConnectionNotification: modifyVpcEndpointConnectionNotification,
  RejectVpcEndpointConnections: rejectVpcEndpointConnections,
  StartVpcEndpointServicePrivateDnsVerification: startVpcEndpointServicePrivateDnsVerification,
};
