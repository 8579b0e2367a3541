/** Calls as clients sign them: the signature is none, since nobody checks it, but it is as long. */

/** @param call `account form`, such as `111122223333 Action=DescribeVpcs&Version=2016-11-15` */
export function requestOf(call: string): string {
  const [account = '', form = ''] = call.split(' ');
  const service = form.includes('Version=2015-12-01') ? 'elasticloadbalancing' : 'ec2';
  const scope = `${account}/20260101/us-east-1/${service}/aws4_request`;
  const signature = `SignedHeaders=content-type;host;x-amz-date, Signature=${'0'.repeat(64)}`;
  return [
    'POST / HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
    'X-Amz-Date: 20260101T000000Z',
    `Authorization: AWS4-HMAC-SHA256 Credential=${scope}, ${signature}`,
    `Content-Length: ${form.length}`,
    '',
    form,
  ].join('\r\n');
}
