// The flags of `report`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

export const FORMATS = ['table', 'csv', 'json', 'html'] as const;

export const reportFlags: readonly Flag[] = [
  {
    name: 'format',
    kind: 'value',
    values: FORMATS,
    group: 'Run',
    summary: 'the output format; html: a page that sorts without a server and fetches nothing',
    default: 'table',
  },
  {
    name: 'output',
    kind: 'value',
    form: 'file',
    of: 'path',
    group: 'Run',
    summary: 'write to this file instead of standard output',
  },
  ...sharedFlags,
];
