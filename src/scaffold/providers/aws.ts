// Shared by both ways to a role in AWS.
import type { Answers } from '../../answers/index.ts';

export const signed = { layers: ['rust-external-aws'], modules: ['aws'], crates: ['aws'] } as const;

/** `aws`, or the name of the partition of AWS with the region. */
export function awsPartition({ awsRegion = '' }: Answers): string {
  if (awsRegion.startsWith('cn-')) return 'aws-cn';
  return awsRegion.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
