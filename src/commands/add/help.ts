// The help of `add` besides its flags.
import type { Help } from '../../cli/command.ts';
import { additions } from './additions.ts';

export const addHelp: Help = {
  examples: [
    ['add owned Secret', 'the controller may create Secrets too'],
    ['add kind Backup --owns Job', 'a second custom resource'],
    ['add host api.example.com --dry-run', 'shows the files and permissions that this adds'],
  ],
  notes: {
    title: 'WHAT',
    rows: Object.entries(additions).map(([word, { form, summary }]) => [
      form === undefined ? word : `${word} <${form}>`,
      summary,
    ]),
  },
  done: 'added, or already present',
  found: 'conflicts are left and listed; or the command refused and wrote nothing',
  page: 'docs/update.md',
};
