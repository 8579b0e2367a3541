/**
 * What happens to every AWS call, in this order: recognise the service, decode, authenticate, find the operation,
 * parse, authorize and run in one transaction, wait until it is durable, serialize. Errors of the caller are answered in the
 * caller's protocol; our own are answered without details, logged, and failed assertions end the process.
 */
import { AssertionError } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { AccountId, RegionName } from '../resources/identity.ts';
import type { State } from '../state/state.ts';
import type { Transaction } from '../state/tables.ts';
import { awsQuery } from '../wire/awsQuery.ts';
import { decodeForm, decodeUtf8, shown } from '../wire/form.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';
import { claimOf, type SignatureClaim } from '../wire/sigv4.ts';
import { type AnswerMemory, notingSources, type Sources } from './answerMemory.ts';
import type { Authenticate, Identity } from './auth.ts';
import type { Authorize } from './authorization/authorizeCall.ts';
import type { Call, Operation } from './operation.ts';
import { guessedService, namedService, regionOf } from './recognition.ts';
import type { Service } from './services.ts';
import { unknownServiceResponse } from './unknownService.ts';

export interface PipelineParts {
  readonly services: readonly Service[];
  readonly state: Pick<State, 'transact' | 'durable'>;
  readonly answers: AnswerMemory;
  readonly authenticate: Authenticate;
  /** Without it every caller may do everything. */
  readonly authorize?: Authorize;
  /** Gives an account its default VPC in a Region, once. */
  readonly bootstrapAccount: (
    tx: Transaction,
    accountId: AccountId,
    region: RegionName,
    random: Random,
    now: Date,
  ) => void;
  readonly clock: Clock;
  readonly random: Random;
  /** A UUID for each request. */
  readonly newRequestId: () => string;
  /** Told of errors that are not the caller's. */
  readonly log: (message: string, error: unknown) => void;
  /** Told of failed assertions; the process must end. */
  readonly onFatal: (error: AssertionError) => void;
}

export type Handle = (request: HttpRequest) => Promise<HttpResponse>;

export function makePipeline(parts: PipelineParts): Handle {
  return async (request) => {
    const requestId = parts.newRequestId();
    const response = await recognise(parts, request, requestId);
    return { ...response, headers: { ...response.headers, 'x-amzn-requestid': requestId } };
  };
}

async function recognise(
  parts: PipelineParts,
  request: HttpRequest,
  requestId: string,
): Promise<HttpResponse> {
  const byHost = serviceNamed(parts, namedService(request.headers, undefined));
  return answering(parts, byHost, requestId, async () => {
    const claim = claimOf(request);
    const name = namedService(request.headers, claim);
    const named = serviceNamed(parts, name);
    if (name !== undefined && !named) return unknownServiceResponse(request, name, requestId);
    return answering(parts, named, requestId, async () => {
      const text = formTextOf(request);
      const form = decodeForm(text);
      const service = named ?? guessedService(parts.services, form);
      if (!service) return unknownServiceResponse(request, 'unnamed', requestId);
      return answering(parts, service, requestId, () =>
        serve(parts, service, request, claim, { text, form }, requestId),
      );
    });
  });
}

/** The parameters of a request, as they were sent and as they are read. */
interface Parameters {
  readonly text: string;
  readonly form: ReadonlyMap<string, string>;
}

async function serve(
  parts: PipelineParts,
  service: Service,
  request: HttpRequest,
  claim: SignatureClaim | undefined,
  { text, form }: Parameters,
  requestId: string,
): Promise<HttpResponse> {
  const now = parts.clock.now();
  const identity = parts.authenticate(request, claim, service.model.protocol, now);
  const region = regionOf(service, request.headers, claim);
  const { model, run } = operationIn(service, form);
  const input = service.protocol.parseInput(model, form);
  const caller = { ...identity, region, now, requestId };
  const question = isQuestion(model.name) ? questionOf(service, caller, text) : undefined;
  const outcome = await durably(parts, (tx) => {
    bootstrap(parts, service, tx, caller);
    const call: Call = { ...caller, action: model.name, random: parts.random, tx };
    parts.authorize?.(call, service.model, input, request);
    const known = question && parts.answers.recall(question, requestId);
    return known ? { known } : runIn(call, run, input);
  });
  if ('known' in outcome) return outcome.known;
  const response = service.protocol.serializeOutput(service.model, model, outcome.output, requestId);
  return question && outcome.sources
    ? parts.answers.keep(question, outcome.sources, response, requestId)
    : response;
}

/** A refusal waits too: it may rest on what another call has just made. */
async function durably<T>({ state }: PipelineParts, work: (tx: Transaction) => T): Promise<T> {
  try {
    return state.transact(work);
  } finally {
    await state.durable();
  }
}

interface Caller extends Identity {
  readonly region: RegionName;
  readonly now: Date;
  readonly requestId: string;
}

/** Gives an account its default VPC with its first call. */
function bootstrap(parts: PipelineParts, service: Service, tx: Transaction, caller: Caller): void {
  if (service.needsDefaultVpc)
    parts.bootstrapAccount(tx, caller.accountId, caller.region, parts.random, caller.now);
}

interface Outcome {
  readonly output: object;
  /** What it was read from, where it can be remembered. */
  readonly sources?: Sources;
}

/** A throw undoes everything, the default VPC of a first call included; so does DryRun. */
function runIn(call: Call, run: Operation<unknown, object>, input: Record<string, unknown>): Outcome {
  const outcome = isQuestion(call.action) ? noted(call, run, input) : { output: run(call, input) };
  if (input.DryRun === true)
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  return outcome;
}

function noted(call: Call, run: Operation<unknown, object>, input: Record<string, unknown>): Outcome {
  const [output, sources] = notingSources(call, (noting) => run(noting, input));
  return { output, sources };
}

/** Whether an operation only tells. */
function isQuestion(action: string): boolean {
  return /^(Describe|Get|List)/.test(action);
}

/** All that an answer depends on besides what is stored. */
function questionOf({ model }: Service, caller: Caller, text: string): string {
  const { accountId, principalArn, userId, region, verified, temporary } = caller;
  return [model.signingName, accountId, principalArn, userId, region, verified, temporary, text].join('\n');
}

/** Parameters of the query string and of the body together: EC2 takes both GET and POST. */
function formTextOf(request: HttpRequest): string {
  if (!['GET', 'HEAD', 'POST'].includes(request.method))
    throw new AwsError(
      'MethodNotAllowed',
      `The method ${request.method} is not allowed; use POST or GET.`,
      405,
    );
  if (request.body.length === 0) return request.query;
  const type = request.headers['content-type'] ?? '';
  if (type !== '' && !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    throw new AwsError('MalformedQueryString', 'The body must be of type application/x-www-form-urlencoded.');
  const body = decodeUtf8(request.body);
  return request.query === '' ? body : `${request.query}&${body}`;
}

function operationIn(service: Service, form: ReadonlyMap<string, string>) {
  const name = form.get('Action');
  if (!name) throw new AwsError('MissingAction', 'The request must contain the parameter Action');
  const model = otherVersion(service, form) ? undefined : service.model.operation(name);
  if (!model) throw invalidAction(service, name, form.get('Version') ?? '');
  const run = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!run) throw unsupported(service, name);
  return { model, run };
}

/**
 * Versions of the query services are different APIs (Classic Load Balancing is 2012-06-01 under the same name);
 * EC2's older versions are older tools calling the same operations.
 */
function otherVersion({ model }: Service, form: ReadonlyMap<string, string>): boolean {
  const version = form.get('Version');
  return model.protocol !== 'ec2Query' && version !== undefined && version !== model.version;
}

function invalidAction({ model }: Service, name: string, version: string): AwsError {
  if (model.protocol === 'ec2Query')
    return new AwsError('InvalidAction', `The action ${shown(name)} is not valid for this web service.`);
  return new AwsError(
    'InvalidAction',
    `Could not find operation ${shown(name)} for version ${shown(version || 'NO_VERSION_SPECIFIED')}`,
  );
}

function unsupported({ model }: Service, name: string): AwsError {
  return new AwsError(
    'UnsupportedOperation',
    `Postern does not have the operation ${name} of the service ${model.signingName} yet.`,
  );
}

function serviceNamed(parts: PipelineParts, name: string | undefined): Service | undefined {
  return parts.services.find(({ model }) => model.signingName === name);
}

/** Runs a stage; what it throws is answered in the words of the service known so far. */
async function answering(
  parts: PipelineParts,
  service: Service | undefined,
  requestId: string,
  stage: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  try {
    return await stage();
  } catch (error) {
    const protocol = service?.protocol ?? awsQuery;
    return protocol.serializeError(service?.model, callersError(parts, error, requestId), requestId);
  }
}

/** The caller's own error, or a bare InternalError for ours. */
function callersError(parts: PipelineParts, error: unknown, requestId: string): AwsError {
  if (error instanceof AwsError) return error;
  parts.log(`request ${requestId} failed`, error);
  if (error instanceof AssertionError) parts.onFatal(error);
  return new AwsError('InternalError', 'An internal error has occurred', 500);
}
