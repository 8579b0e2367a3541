/** The answer to a call of a service that Postern does not have and forwards nowhere. */
import { AwsError } from '../base/awsError.ts';
import { awsQuery } from '../wire/awsQuery.ts';
import { shown } from '../wire/form.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';

/** 501: the SDKs do not retry it. JSON for callers who speak JSON, else XML. */
export function unknownServiceResponse(request: HttpRequest, name: string, requestId: string): HttpResponse {
  const message = `Postern does not have the service ${shown(name)}; --fallback URL forwards it to one that has.`;
  const error = new AwsError('NotImplemented', message, 501);
  if (!/json/i.test(request.headers['content-type'] ?? ''))
    return awsQuery.serializeError(undefined, error, requestId);
  return {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message }),
  };
}
