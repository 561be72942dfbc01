// `npm run test:mutants -- GROUP [SHARE | --sample SIZE SEED | FILE…]`: makes one change after the other, and lists
// those that no test detects.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { filesOf, groups } from './groups.js';
import { draw } from './sample.js';

const [name = '', ...rest] = process.argv.slice(2);
const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
if (group === undefined) {
  console.error(
    `npm run test:mutants -- GROUP [SHARE | --sample SIZE SEED | FILE…]: a group of ${Object.keys(groups).join(', ')}, a share such as 3/7, 40 mutants by the seed 1.`,
  );
  process.exit(2);
}
const { status } = spawnSync(
  path.join(import.meta.dirname, 'node_modules', '.bin', 'stryker'),
  ['run', 'scripts/mutants/stryker.config.js'],
  {
    stdio: 'inherit',
    env: { ...process.env, MUTANTS: JSON.stringify({ name, tests: group.tests, ...(await changed()) }) },
  },
);
process.exitCode = status ?? 1;

async function changed() {
  const [first = '1/1', size, seed = '1'] = rest;
  if (/^\d+\/[1-9]\d*$/.test(first)) return { files: filesOf(group, first) };
  if (first !== '--sample') return { files: rest };
  const { keys, mutate, of } = await draw(filesOf(group, '1/1'), Number(size), Number(seed));
  console.log(`${keys.length} of ${of} mutants, drawn by the seed ${seed}; only the tests of the fast suite run.`);
  return { files: mutate, drawn: keys };
}
