/**
 * Images. An instance is a namespace of the host with the host's programs, whatever image it was launched from: so
 * any id that looks like AWS's may be launched, and is shown as the plain image. Besides that there are a few with
 * the names by which tools look images up, and they lead to the same.
 */
import { AwsError } from '../../../base/awsError.ts';

export interface BuiltInImage {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias?: 'amazon';
  readonly architecture: 'x86_64' | 'arm64';
  readonly rootDeviceName: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const AMAZON = '137112412989';
const CANONICAL = '099720109477';
const DEBIAN = '136693071363';
const POSTERN = '000000000000';

/** What every image is, and no more. */
const HONEST = 'A network namespace of the host, with the host’s programs';

const PLAIN: BuiltInImage = {
  id: 'ami-00000000000000000',
  name: 'postern-namespace',
  description: HONEST,
  ownerId: POSTERN,
  ownerAlias: 'amazon',
  architecture: 'x86_64',
  rootDeviceName: '/dev/sda1',
  createdAt: '2026-01-01T00:00:00.000Z',
};

const LOOKED_UP: readonly BuiltInImage[] = [
  amazon('1', 'al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64', 'x86_64'),
  amazon('2', 'al2023-ami-2023.6.20241212.0-kernel-6.1-arm64', 'arm64'),
  amazon('3', 'amzn2-ami-hvm-2.0.20241217.0-x86_64-gp2', 'x86_64'),
  amazon('4', 'amzn2-ami-hvm-2.0.20241217.0-arm64-gp2', 'arm64'),
  others('5', 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20241206', CANONICAL, 'x86_64'),
  others('6', 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20241206', CANONICAL, 'x86_64'),
  others('7', 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20241206', CANONICAL, 'arm64'),
  others('8', 'debian-12-amd64-20241201-1948', DEBIAN, 'x86_64'),
  others('9', 'debian-12-arm64-20241201-1948', DEBIAN, 'arm64'),
];

export const IMAGES: readonly BuiltInImage[] = [PLAIN, ...LOOKED_UP];

/** @throws AwsError InvalidAMIID.Malformed */
export function checkImageId(id: string): void {
  if (/^ami-[0-9a-z-]+$/i.test(id)) return;
  throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}

/** The image of that id: one that is built in, or the plain one by another name. */
export function imageOf(id: string): BuiltInImage {
  checkImageId(id);
  return IMAGES.find((image) => image.id === id) ?? { ...PLAIN, id };
}

function amazon(digit: string, name: string, architecture: BuiltInImage['architecture']): BuiltInImage {
  return { ...others(digit, name, AMAZON, architecture), ownerAlias: 'amazon', rootDeviceName: '/dev/xvda' };
}

function others(
  digit: string,
  name: string,
  ownerId: string,
  architecture: BuiltInImage['architecture'],
): BuiltInImage {
  return {
    id: `ami-${digit.padStart(17, '0')}`,
    name,
    description: HONEST,
    ownerId,
    architecture,
    rootDeviceName: '/dev/sda1',
    createdAt: '2024-12-20T00:00:00.000Z',
  };
}
