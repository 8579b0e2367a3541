/** What of a world its makers and judges refer to. */

/** Every port that is listened at: what is delivered is always answered. */
export const PORTS = [22, 80, 443, 8080, 9000, 9001] as const;
export const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
export const ZONE_IDS = ['use1-az1', 'use1-az2'] as const;

export interface SubnetPlace {
  readonly id: string;
  readonly block: string;
  readonly zoneId: string;
}

export interface VpcPlace {
  readonly account: string;
  readonly id: string;
  readonly block: string;
  readonly subnets: readonly SubnetPlace[];
  readonly groupIds: string[];
}

export interface ServicePlace {
  readonly account: string;
  readonly id: string;
  readonly name: string;
}

/** What has been made so far; what was taken away again may still be named. */
export interface Places {
  readonly vpcs: VpcPlace[];
  readonly services: ServicePlace[];
}
