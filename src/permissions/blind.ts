// Whether there is anything to compare the manifests with.
import type { Inference } from '../inference/infer.ts';

/** No permission was inferred, and something is unknown: a comparison would say nothing. */
export function isBlind({ binaries, unknown }: Pick<Inference, 'binaries' | 'unknown'>): boolean {
  return unknown.length > 0 && binaries.every(({ permissions }) => permissions.length === 0);
}
