// The flags of `completion`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

export const completionFlags: readonly Flag[] = sharedFlags.filter(({ name }) => name !== 'json');
