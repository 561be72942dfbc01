// What both ways to a role of AWS share.
import type { Answers } from '../../answers/index.ts';

export const signed = { layers: ['rust-external-aws'], modules: ['aws'], crates: ['aws'] } as const;

/** `aws`, or the name of the part of AWS that the region is in. */
export function awsPartition({ awsRegion = '' }: Answers): string {
  if (awsRegion.startsWith('cn-')) return 'aws-cn';
  return awsRegion.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
