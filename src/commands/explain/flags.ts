// The flags of `explain`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

export const explainFlags: readonly Flag[] = sharedFlags;
