// The flags of `preset`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

export const presetFlags: readonly Flag[] = sharedFlags.filter(({ name }) => name !== 'json');
