/**
 * Program: decisions per second on one core for a policy of 20 statements, against the goal of 300,000.
 *
 *   npx tsc -p tsconfig.bench.json && node dist-bench/bench/policyBench.js
 */
import { compilePolicy } from '../src/policy/compilePolicy.ts';
import { parsePolicy } from '../src/policy/parsePolicy.ts';
import type { PolicyRequest } from '../src/policy/request.ts';

const GOAL = 300_000;
const ROUNDS = 5;
const DECISIONS = 1_000_000;
const ACCOUNT = '111122223333';

/** Half of them allow, half deny; each has a principal, wildcards and conditions. All are about S3. */
const Statement = Array.from({ length: 20 }, (_, at) => ({
  Effect: at % 2 ? 'Allow' : 'Deny',
  Principal: at % 3 ? '*' : { AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/r${at}`] },
  Action: ['s3:Get*', `s3:*Object${at % 4 ? '' : 'Tagging'}`],
  Resource: [`arn:aws:s3:::bucket-${at}/*`, `arn:aws:s3:::*-${at}/a/\${aws:username}/?.txt`],
  Condition: {
    StringLike: { 'aws:SourceVpce': ['vpce-0*', `vpce-${at}`] },
    IpAddress: { 'aws:VpcSourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
  },
}));

const policy = compilePolicy(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'resource'));
const requests = Array.from(
  { length: 64 },
  (_, at): PolicyRequest => ({
    principal: { type: 'AWS', accountId: ACCOUNT, arns: [`arn:aws:iam::${ACCOUNT}:user/u${at}`] },
    action: at % 2 ? 's3:GetObject' : 's3:PutObject',
    resource: `arn:aws:s3:::bucket-${at % 24}/a/anna/${at % 10}.txt`,
    context: new Map([
      ['aws:username', ['anna']],
      ['aws:sourcevpce', ['vpce-0123456789abcdef0']],
      ['aws:vpcsourceip', [`10.0.${at}.1`]],
    ]),
  }),
);

const rates = Array.from({ length: ROUNDS }, rate).sort((a, b) => a - b);
const median = rates[ROUNDS >> 1] ?? 0;
console.log(
  `${Math.round(median)} decisions/s, the median of ${ROUNDS} rounds (${rates.map(Math.round).join(', ')}): ${(median / GOAL).toFixed(2)} of the goal`,
);

function rate(): number {
  const start = process.cpuUsage();
  let allowed = 0;
  for (let count = 0; count < DECISIONS; count++) {
    const { effect } = policy.decide(requests[count % requests.length] as PolicyRequest);
    if (effect === 'allow') allowed++;
  }
  if (allowed === 0) throw new Error('Nothing was allowed: the requests do not meet the policy.');
  return DECISIONS / (process.cpuUsage(start).user / 1e6);
}
