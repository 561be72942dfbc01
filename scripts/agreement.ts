// `npm run agreement -- DIR…` compares our model of each clone with kustomize and Helm, and its `rbac --check` with its
// `audit`; one row per repository. `npm run test:judges` builds the judges.

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { audit } from '../src/audit/audit.ts';
import { inferPermissions } from '../src/commands/audit/infer-permissions.ts';
import { checkManifests } from '../src/permissions/check.ts';
import { inferRepository } from '../src/permissions/infer-repository.ts';
import { readRepository } from '../src/repo/read.ts';
import { compared, type Compared } from '../test/judges/agreement.ts';
import { disagreements } from '../test/permissions/disagreements.ts';

console.log('| repository | commit | installations | objects | equal | unknown | silent | `--check` and `audit` |');
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |');
for (const directory of process.argv.slice(2)) {
  const root = resolve(directory);
  const name = root.split(/[\\/]/).slice(-2).join('/');
  const all = await compared(root);
  const silent = all.flatMap(({ installation, silent }) => silent.map((one) => `${installation}: ${one}`));
  const [equal, unknown] = [sum(all, 'equal'), sum(all, 'unknown')];
  const commands = await differences(root);
  const told = commands === undefined ? '–' : commands.length === 0 ? 'agree' : `${commands.length} differences`;
  const cells = [name, commitOf(root), all.length, equal + unknown + silent.length, equal, unknown];
  console.log(`| ${[...cells, silent.length, told].join(' | ')} |`);
  for (const one of [...silent, ...(commands ?? [])]) console.error(`${name}: ${one}`);
}

function sum(all: readonly Compared[], what: 'equal' | 'unknown'): number {
  return all.reduce((sum, one) => sum + one[what], 0);
}

/** The differences of the two commands, each run as a user does; undefined if one of them has nothing to compare. */
async function differences(root: string): Promise<readonly string[] | undefined> {
  const repository = readRepository(root);
  const { permissions, before } = await inferPermissions(repository, root);
  if (permissions === undefined) return undefined;
  const { findings } = audit(repository, { permissions, before });
  const { check } = checkManifests(await inferRepository(repository, { root }));
  return [...new Set(disagreements(check, findings))];
}

function commitOf(root: string): string {
  return execFileSync('git', ['-C', root, 'rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8' }).trim();
}
