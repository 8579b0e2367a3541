/** Policies and requests drawn from few words, so that they often meet. */
import type { Random } from '../base/random.ts';
import type { PolicyRequest, Principal } from './request.ts';

const ACCOUNTS = ['111122223333', '444455556666'];
const ARNS = [
  'arn:aws:iam::111122223333:user/anna',
  'arn:aws:iam::444455556666:user/team/ben',
  'arn:aws:iam::111122223333:role/web',
  'arn:aws:sts::111122223333:assumed-role/web/one',
];
const SERVICE = 'logs.amazonaws.com';

const CALLERS: readonly Principal[] = [
  { type: 'AWS', accountId: '111122223333', arns: ['arn:aws:iam::111122223333:user/anna'] },
  { type: 'AWS', accountId: '444455556666', arns: ['arn:aws:iam::444455556666:user/team/ben'] },
  { type: 'AWS', accountId: '111122223333', arns: [ARNS[3] ?? '', ARNS[2] ?? ''] },
  { type: 'AWS', accountId: '444455556666', arns: ['arn:aws:iam::444455556666:root'] },
  { type: 'Service', name: SERVICE },
  { type: 'Federated', provider: 'accounts.example.com' },
  { type: 'Anonymous' },
];

const ACTIONS = ['s3:GetObject', 's3:PutObject', 'S3:ListBucket', 'ec2:DescribeVpcs', 'sts:AssumeRole'];
const ACTION_PATTERNS = [
  ...[
    ...ACTIONS,
    '*',
    's3:*',
    's3:Get*',
    's3:?etObject',
    's3:*Object',
    'S3:*e*t*',
    '*:Describe*',
    'ec2:*Vpc?',
  ],
];
const RESOURCES = [
  ...[
    'arn:aws:s3:::docs',
    'arn:aws:s3:::docs/a/b.txt',
    'arn:aws:s3:::docs/home/anna/x',
    'arn:aws:s3:::logs/*',
  ],
  ...[
    'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1',
    'arn:aws:logs:eu-west-1:444455556666:log:g:stream:s',
    '*',
  ],
];
const RESOURCE_PATTERNS = [
  ...[...RESOURCES, 'arn:aws:s3:::docs/*', 'arn:aws:s3:::docs*', 'arn:aws:s3:::*', 'arn:aws:s3:::?ocs/*/b.*'],
  ...[
    'arn:aws:ec2:*:*:vpc/*',
    'arn:aws:ec2:us-*-1:111122223333:vpc/vpc-?',
    'arn:aws:logs:*:s',
    'arn:aws:*:vpc/*',
  ],
  ...[`arn:aws:s3:::docs/home/\${aws:username}/*`, `arn:aws:s3:::docs/home/\${aws:username, 'anna'}/x`],
  ...[
    `arn:aws:s3:::logs/\${*}`,
    `arn:aws:s3:::\${s3:prefix}/*`,
    'arn:aws:ec2:us-e?st-*:*33:*',
    'arn:aws:ec2:*',
  ],
];

const TEXTS = ['anna', 'Anna', 'ben', 'a/b', '', 'an*', 'docs', '*', 'x?'];
const TEXT_PATTERNS = [
  ...TEXTS,
  'a*',
  '?nn?',
  '*n*n*',
  `\${aws:username}`,
  `\${aws:username, 'ben'}`,
  `\${*}`,
  `x\${?}`,
];
const NUMBERS = ['1', '2', '2.0', '-3', '1e3', 'many'];
const DATES = ['2024-01-01T00:00:00Z', '2024-01-01', '2025-06-30T12:30:00Z', '1704067200', '1704067200000'];
const ADDRESSES = ['10.0.0.1', '10.0.3.4', '192.168.1.1', '2001:db8::1', '2001:db8:1::ff', 'nowhere'];
const BLOCKS = [
  '10.0.0.0/22',
  '10.0.0.1',
  '192.168.0.0/16',
  '0.0.0.0/0',
  '2001:db8::/48',
  '2001:db8::1',
  '::/0',
];
const ARN_VALUES = [...RESOURCES, ...ARNS];
const ARN_PATTERNS = [
  ...RESOURCE_PATTERNS,
  ...ARNS,
  'arn:aws:iam::*:user/*',
  'arn:aws:*:*:*:*',
  `\${aws:SourceArn}`,
];

interface Kind {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly given: readonly string[];
}

const order = (word: string) => [
  ...[`${word}Equals`, `${word}NotEquals`, `${word}LessThan`, `${word}LessThanEquals`],
  ...[`${word}GreaterThan`, `${word}GreaterThanEquals`],
];

const KINDS: readonly Kind[] = [
  {
    operators: [
      ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
      ...['StringLike', 'StringNotLike'],
    ],
    keys: ['aws:username', 's3:prefix', 'aws:TagKeys', 'aws:RequestTag/Team'],
    values: TEXT_PATTERNS,
    given: TEXTS,
  },
  { operators: order('Numeric'), keys: ['s3:max-keys'], values: NUMBERS, given: NUMBERS },
  { operators: order('Date'), keys: ['aws:CurrentTime'], values: DATES, given: [...DATES, 'soon'] },
  { operators: ['Bool'], keys: ['aws:SecureTransport'], values: ['true', 'False'], given: ['true', 'false'] },
  { operators: ['BinaryEquals'], keys: ['k:bytes'], values: ['QQ==', 'QUI='], given: ['QQ==', 'QUI=', 'QQ'] },
  { operators: ['IpAddress', 'NotIpAddress'], keys: ['aws:SourceIp'], values: BLOCKS, given: ADDRESSES },
  {
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
    keys: ['aws:SourceArn', 'aws:PrincipalArn'],
    values: ARN_PATTERNS,
    given: ARN_VALUES,
  },
];

export class Generator {
  constructor(private readonly random: Random) {}

  /** A policy's text, for the place `resource`. */
  policy(): string {
    const Statement = this.some(1, 4, () => this.statement());
    return JSON.stringify({ Version: this.of(['2012-10-17', '2012-10-17', '2008-10-17']), Statement });
  }

  request(): PolicyRequest {
    const context = new Map<string, readonly string[]>();
    for (const { keys, given } of KINDS) {
      for (const key of keys) {
        if (this.random.integer(3) > 0)
          context.set(
            key.toLowerCase(),
            this.some(0, 2, () => this.of(given)),
          );
      }
    }
    return {
      principal: this.of(CALLERS),
      action: this.of(ACTIONS),
      resource: this.of(RESOURCES),
      context,
    };
  }

  private statement(): object {
    const not = () => (this.random.integer(6) === 0 ? 'Not' : '');
    return {
      Effect: this.of(['Allow', 'Allow', 'Deny']),
      [`${not()}Principal`]: this.principal(),
      [`${not()}Action`]: this.some(1, 3, () => this.of(ACTION_PATTERNS)),
      [`${not()}Resource`]: this.some(1, 3, () => this.of(RESOURCE_PATTERNS)),
      Condition: Object.fromEntries(this.some(0, 2, () => this.condition())),
    };
  }

  private principal(): unknown {
    if (this.random.integer(2) === 0) return '*';
    const accounts = [...ACCOUNTS, ...ACCOUNTS.map((account) => `arn:aws:iam::${account}:root`)];
    return {
      AWS: this.some(1, 4, () => this.of([...ARNS, ...accounts])),
      ...(this.random.integer(3) === 0 && { Service: SERVICE }),
      ...(this.random.integer(4) === 0 && { Federated: 'accounts.example.com' }),
    };
  }

  private condition(): [string, object] {
    const { operators, keys, values } = this.of(KINDS);
    const key = this.random.integer(2) ? this.of(keys) : this.of(keys).toUpperCase();
    if (this.random.integer(12) === 0) return ['Null', { [key]: this.of(['true', 'false']) }];
    const set = this.of(['', '', '', 'ForAllValues:', 'ForAnyValue:']);
    const end = this.of(['', '', 'IfExists']);
    const wanted = this.some(1, 3, () => this.of(values));
    return [`${set}${this.of(operators)}${end}`, { [key]: wanted.length === 1 ? wanted[0] : wanted }];
  }

  private some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.random.integer(most - least + 1) }, make);
  }

  private of<T>(list: readonly T[]): T {
    return list[this.random.integer(list.length)] as T;
  }
}
