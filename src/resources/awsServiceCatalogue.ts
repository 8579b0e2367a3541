/**
 * AWS's own endpoint services, as data: suffixes of their names and what is peculiar to some.
 *
 * Sources: AWS's lists of integrated services, its SDKs' host names, answers of DescribeVpcEndpointServices. A
 * service that follows the plain rule has one private name: its suffix, dotted labels the other way round
 * (`ecr.api` is reached as `api.ecr`), in front of `.<region>.amazonaws.com`.
 */

/** What of a service differs from the plain rule. `{r}` stands for the Region. */
export interface CatalogueEntry {
  readonly suffix: string;
  /** What is before the suffix in the service's name; `com.amazonaws.{r}` unless given. */
  readonly prefix?: string;
  /** What is before `.{r}.vpce.amazonaws.com` in the names of its endpoints. */
  readonly host?: string;
  /** What is in the place of `vpce.amazonaws.com`. */
  readonly baseDomain?: string;
  readonly privateNames?: readonly string[];
  /** Whether endpoint policies are kept from it. */
  readonly withoutPolicy?: boolean;
  /** The one Region that has it. */
  readonly region?: string;
  /** Whether names of its endpoints begin with `*.`, for callers to put a word there. */
  readonly wildcard?: boolean;
  /** Whether private DNS has to be asked for. */
  readonly privateDnsOnRequest?: boolean;
}

export const PLAIN_SUFFIXES: readonly string[] = `
  access-analyzer account acm acm-fips acm-pca acm-pca-fips agreement-marketplace airflow.api airflow.api-fips
  airflow.env airflow.env-fips airflow.ops analytics-omics app-integrations appconfig appconfig-fips
  appconfigdata application-autoscaling application-signals applicationinsights appmesh apprunner appsync-api
  apptest aps aps-workspaces arsenal-discovery athena auditmanager autoscaling autoscaling-fips
  autoscaling-plans b2bi backup backup-gateway batch bcm-pricing-calculator bedrock bedrock-agent
  bedrock-agent-runtime bedrock-agentcore bedrock-agentcore.gateway bedrock-data-automation
  bedrock-data-automation-fips bedrock-data-automation-runtime bedrock-data-automation-runtime-fips
  bedrock-fips bedrock-runtime bedrock-runtime-fips billing billingconductor braket cases cassandra
  cassandra-fips ce cleanrooms cleanrooms-ml cloudcontrolapi cloudcontrolapi-fips clouddirectory
  cloudformation cloudhsmv2 cloudtrail codebuild codebuild-fips codecommit codecommit-fips codeconnections.api
  codedeploy codedeploy-commands-secure codeguru-profiler codeguru-reviewer codepipeline
  codestar-connections.api codewhisperer cognito-identity cognito-identity-fips cognito-idp cognito-idp-fips
  comprehend comprehendmedical compute-optimizer config connect connect-campaigns console
  control-storage-omics controlcatalog cost-optimization-hub data-servicediscovery data-servicediscovery-fips
  databrew dataexchange datasync deadline.management deadline.scheduling detective deviceadvisor.iot
  devops-guru dicom-medical-imaging directconnect discovery discovery-marketplace dlm dms dms-fips drs ds
  ds-data dsql ebs ebs-fips ec2 ec2-fips ec2messages ecs ecs-agent ecs-fips ecs-telemetry eks eks-fips
  eks-proxy elastic-inference.runtime elasticache elasticache-fips elasticbeanstalk elasticbeanstalk-health
  elasticfilesystem elasticfilesystem-fips elasticloadbalancing elasticmapreduce email email-fips email-smtp
  emr-containers emr-serverless emr-serverless.dashboard emrwal.prod entityresolution events evidently evs
  finspace finspace-api fis fms forecast forecast-fips forecastquery forecastquery-fips frauddetector fsx
  fsx-fips gamelift geo.geofencing geo.maps geo.metadata geo.places geo.routes geo.tracking git-codecommit
  git-codecommit-fips glue glue.dashboard grafana greengrass groundstation guardduty guardduty-data
  guardduty-data-fips guardduty-fips healthlake highlander identitystore imagebuilder inspector-scan
  inspector2 internetmonitor-fips invoicing iot.api iot.fleethub.api iot.tunneling.api iot.tunneling.data
  iotfleetwise iotmanagedintegrations.api iotroborunner iotsitewise.api iotsitewise.data iottwinmaker.api
  iottwinmaker.data iotwireless.api kafka kafka-fips kafkaconnect kendra kinesisanalytics
  kinesisanalytics-fips kms kms-fips lakeformation lambda launchwizard license-manager license-manager-fips
  license-manager-linux-subscriptions license-manager-linux-subscriptions-fips
  license-manager-user-subscriptions lightsail logs-fips lookoutequipment lookoutmetrics lookoutvision
  lorawan.cups lorawan.lns m2 macie2 mail-manager mail-manager-fips mail-manager-smtp.auth
  mail-manager-smtp.open managedblockchain-query managedblockchain.bitcoin.mainnet
  managedblockchain.bitcoin.testnet mediaconnect mediaconvert medical-imaging memory-db memorydb-fips
  metering-marketplace mgn migrationhub-orchestrator migrationhub-strategy models-v2-lex mq neptune-graph
  neptune-graph-data neptune-graph-fips network-firewall network-firewall-fips networkflowmonitor
  networkflowmonitorreports networkmanager networkmonitor nimble notifications notifications-contacts oam
  observabilityadmin osis outposts panorama payment-cryptography.controlplane payment-cryptography.dataplane
  pca-connector-ad pca-connector-scep pcs pcs-fips personalize personalize-events personalize-runtime pi
  pi-fips pinpoint pinpoint-sms-voice-v2 pipes pipes-fips polly polly-fips pricing.api private-networks
  profile proton q qapps qldb.session quicksight-website ram rbin rds rds-data redshift redshift-data
  redshift-data-fips redshift-fips redshift-serverless redshift-serverless-fips refactor-spaces rekognition
  rekognition-fips repostspace resource-groups resource-groups-fips robomaker rolesanywhere rum
  runtime-medical-imaging runtime-v2-lex s3-outposts s3tables s3vectors sagemaker-data-science-assistant
  sagemaker-geospatial sagemaker.api sagemaker.api-fips sagemaker.featurestore-runtime sagemaker.metrics
  sagemaker.runtime sagemaker.runtime-fips scheduler schemas scn secretsmanager securityagent securityhub
  securitylake securitylake-fips serverlessrepo service.user-subscriptions servicecatalog
  servicecatalog-appregistry servicediscovery servicediscovery-fips servicequotas shield shield-fips signin
  simspaceweaver sms sms-fips snow-device-management sns social-messaging social-messaging-fips sqs-fips ssm
  ssm-contacts ssm-fips ssm-incidents ssm-quicksetup ssm-sap ssmmessages states storage-omics storagegateway
  stream-logs stream-logs-fips streaming-rekognition streaming-rekognition-fips sts sts-fips support swf
  swf-fips sync-states synthetics synthetics-fips tagging tags-omics tax textract textract-fips thinclient.api
  timestream-influxdb timestream-influxdb-fips tnb transcribe transcribe-fips transcribestreaming transfer
  transform transform-custom translate trustedadvisor verifiedpermissions voiceid vpc-lattice wafv2 wafv2-fips
  wellarchitected wisdom workflows-omics workmail workmailmessageflow workspaces workspaces-web
  workspaces-web-fips xray
`
  .trim()
  .split(/\s+/);

export const OWN_ENTRIES: readonly CatalogueEntry[] = [
  {
    suffix: 's3',
    privateNames: [
      's3.{r}.amazonaws.com',
      '*.s3.{r}.amazonaws.com',
      's3-control.{r}.amazonaws.com',
      '*.s3-control.{r}.amazonaws.com',
      '*.s3-accesspoint.{r}.amazonaws.com',
    ],
    wildcard: true,
    // Private names came long after the endpoints: who does not ask gets what there was before.
    privateDnsOnRequest: true,
  },
  {
    suffix: 's3-global.accesspoint',
    prefix: 'com.amazonaws',
    privateNames: ['*.accesspoint.s3-global.amazonaws.com'],
    region: 'us-east-1',
  },
  { suffix: 'dynamodb', privateNames: [] },
  { suffix: 'dynamodb-fips', privateNames: [] },
  { suffix: 'dynamodb-streams', host: 'streams.dynamodb', privateNames: [] },
  { suffix: 'sqs', privateNames: ['sqs.{r}.amazonaws.com', 'sqs.{r}.api.aws'] },
  { suffix: 'logs', privateNames: ['logs.{r}.amazonaws.com', 'logs.{r}.api.aws'] },
  {
    suffix: 'monitoring',
    privateNames: [
      'monitoring.{r}.amazonaws.com',
      'monitoring.{r}.api.aws',
      'monitoring-fips.{r}.amazonaws.com',
      'monitoring-fips.{r}.api.aws',
    ],
  },
  { suffix: 'kinesis-streams', host: 'kinesis' },
  { suffix: 'kinesis-streams-fips', host: 'kinesis-fips' },
  { suffix: 'kinesis-firehose', host: 'firehose' },
  {
    suffix: 'execute-api',
    privateNames: ['execute-api.{r}.amazonaws.com', '*.execute-api.{r}.amazonaws.com'],
  },
  { suffix: 'ecr.api', privateNames: ['api.ecr.{r}.amazonaws.com', 'ecr.{r}.api.aws'] },
  { suffix: 'ecr.dkr', privateNames: ['*.dkr.ecr.{r}.amazonaws.com'] },
  { suffix: 'ecr-public.api', region: 'us-east-1' },
  { suffix: 'eks-auth', privateNames: ['eks-auth.{r}.api.aws'] },
  { suffix: 'codeartifact.api', host: 'codeartifact' },
  {
    suffix: 'codeartifact.repositories',
    host: 'd.codeartifact',
    privateNames: ['*.d.codeartifact.{r}.amazonaws.com'],
  },
  { suffix: 'rum-dataplane', host: 'dataplane.rum' },
  { suffix: 'evidently-dataplane', host: 'dataplane.evidently' },
  { suffix: 'pipes-data' },
  {
    suffix: 'emr-serverless-services.livy',
    privateNames: ['*.livy.emr-serverless-services.{r}.amazonaws.com'],
  },
  { suffix: 'grafana-workspace', privateNames: ['*.grafana-workspace.{r}.amazonaws.com'] },
  { suffix: 'appmesh-envoy-management', withoutPolicy: true },
  { suffix: 'appstream.api', withoutPolicy: true },
  { suffix: 'appstream.streaming', withoutPolicy: true },
  { suffix: 'apprunner.requests', privateNames: [], withoutPolicy: true },
  { suffix: 'awsconnector', withoutPolicy: true },
  { suffix: 'transfer.server', withoutPolicy: true },
  { suffix: 'iot.data', privateNames: [] },
  { suffix: 'iot.credentials', privateNames: [] },
  { suffix: 'datazone', privateNames: ['datazone.{r}.api.aws'] },
  { suffix: 'internetmonitor', privateNames: ['internetmonitor.{r}.api.aws'] },
  { suffix: 'organizations', region: 'us-east-1' },
  { suffix: 'organizations-fips', region: 'us-east-1' },
  { suffix: 'kendra-ranking', prefix: 'aws.api.{r}', privateNames: ['kendra-ranking.{r}.api.aws'] },
  { suffix: 'qbusiness', prefix: 'aws.api.{r}', privateNames: ['qbusiness.{r}.api.aws'] },
  { suffix: 'bcm-data-exports', prefix: 'aws.api.{r}' },
  { suffix: 'freetier', prefix: 'aws.api.{r}' },
  { suffix: 's3files', prefix: 'aws.api.{r}' },
  { suffix: 'resource-explorer-2', prefix: 'aws.api.{r}' },
  { suffix: 'emr-service-cell01', prefix: 'aws.api.{r}' },
  { suffix: 'cassandra-streams', prefix: 'api.aws.{r}' },
  ...['notebook', 'studio'].map((suffix) => ({
    suffix,
    prefix: 'aws.sagemaker.{r}',
    privateNames: [`*.${suffix}.{r}.sagemaker.aws`],
    baseDomain: 'vpce.sagemaker.aws',
  })),
  ...['iam', 'route53', 'cloudfront', 'savingsplans'].map((suffix) => ({
    suffix,
    prefix: 'com.amazonaws',
    privateNames: [`${suffix}.amazonaws.com`],
    region: 'us-east-1',
  })),
];

/** Services that route tables lead to. */
export const GATEWAY_SUFFIXES: readonly string[] = ['s3', 'dynamodb', 's3express'];

/** Regions with S3 Express One Zone. */
export const S3_EXPRESS_REGIONS: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-south-1',
  'ap-northeast-1',
  'eu-west-1',
  'eu-north-1',
];

/** Services that endpoints of other Regions may reach. */
export const CROSS_REGION_SUFFIXES: readonly string[] = [
  's3',
  'iam',
  'ecr.api',
  'ecr.dkr',
  'kms',
  'kms-fips',
  'ecs',
  'ecs-fips',
  'lambda',
  'kinesis-firehose',
  'kinesisanalytics',
  'kinesisanalytics-fips',
  'route53',
];
