// `npm run test:mutants -- GROUP [SHARE | FILE…]`: changes one thing after the other, and lists what no test has seen.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { filesOf, groups } from './groups.js';

const [name = '', ...rest] = process.argv.slice(2);
const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
if (group === undefined) {
  console.error(
    `npm run test:mutants -- GROUP [SHARE | FILE…]: a group of ${Object.keys(groups).join(', ')}, a share such as 3/7.`,
  );
  process.exit(2);
}
const share = rest.length === 0 ? '1/1' : rest[0];
const files = /^\d+\/[1-9]\d*$/.test(share) ? filesOf(group, share) : rest;
const { status } = spawnSync(
  path.join(import.meta.dirname, 'node_modules', '.bin', 'stryker'),
  ['run', 'scripts/mutants/stryker.config.js'],
  {
    stdio: 'inherit',
    env: { ...process.env, MUTANTS: JSON.stringify({ name, files, tests: group.tests }) },
  },
);
process.exitCode = status ?? 1;
