/** Single calls over HTTP, as forms: what every emulator understands. */
import { request } from 'node:http';

export type Form = Readonly<Record<string, string>>;

const VERSIONS = { ec2: '2016-11-15', elasticloadbalancing: '2015-12-01' } as const;
export type ServiceName = keyof typeof VERSIONS;

/** A call as `clientProgram.ts` takes it. */
export function callText(account: string, service: ServiceName, form: Form): string {
  return `${account} ${new URLSearchParams({ ...form, Version: VERSIONS[service] })}`;
}

/** The answer's XML; throws where it is an error. */
export function call(port: number, account: string, service: ServiceName, form: Form): Promise<string> {
  const [, body = ''] = callText(account, service, form).split(' ');
  const scope = `Credential=${account}/20260101/us-east-1/${service}/aws4_request`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`${form.Action}: ${text.slice(0, 500)}`)),
      );
    });
    sent.on('error', reject).end(body);
  });
}

/** What stands in the first element of that name. */
export function textIn(xml: string, element: string): string {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  if (!found) throw new Error(`no ${element} in ${xml.slice(0, 300)}`);
  return found;
}
