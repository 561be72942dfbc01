// The help of `report` besides its flags.
import type { Help } from '../../cli/command.ts';

export const reportHelp: Help = {
  examples: [
    ['report audits/*.json', 'a table of many repositories'],
    ['report audits/*.json --format html --output fleet.html', 'a page for a browser'],
  ],
  done: 'the report is written',
  page: 'docs/report.md',
};
