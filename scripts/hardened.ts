// `npm run hardened -- DIR…`: runs `harden --yes` on a copy of each clone, and compares the copy in kustomize, Helm, a
// real API server, `audit` and `rbac --check`; one row per repository. Every difference goes to standard error, and the
// copies stay in .cache/hardened.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { audit } from '../src/audit/audit.ts';
import { inferPermissions } from '../src/commands/audit/infer-permissions.ts';
import { packageRoot } from '../src/package-root.ts';
import { checkManifests } from '../src/permissions/check.ts';
import { readRepository } from '../src/repo/read.ts';
import { startControlPlane, type ControlPlane } from '../test/cluster/control-plane/control-plane.ts';
import { prepare, verdictOn } from '../test/cluster/hardened/dry-run.ts';
import { changedBetween, installedIn, type Changed, type Installed } from '../test/cluster/hardened/objects.ts';
import { installGoPrograms } from '../test/judges/setup.ts';

await installGoPrograms();
const plane = await startControlPlane();
console.log(
  '| repository | commit | hunks | rendered | changed | accepted before | accepted after | findings | missing | in excess |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- | --- |');
try {
  for (const directory of process.argv.slice(2))
    console.log(`| ${(await rowOf(path.resolve(directory))).join(' | ')} |`);
} finally {
  await plane.stop();
}

async function rowOf(clone: string): Promise<readonly (string | number)[]> {
  const name = clone.split(/[\\/]/).at(-1) ?? '';
  const copy = path.join(packageRoot, '.cache', 'hardened', name);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(path.dirname(copy), { recursive: true });
  cpSync(clone, copy, { recursive: true, verbatimSymlinks: true });
  await execa(
    process.execPath,
    [path.join(packageRoot, 'bin', 'create-kube-secure-controller.js'), 'harden', '--yes'],
    { cwd: copy },
  );
  await execa('git', ['add', '--intent-to-add', '--all'], { cwd: copy });
  const { stdout: patch } = await execa('git', ['diff'], { cwd: copy });
  const [before, after] = [await installedIn(clone), await installedIn(copy)];
  const changed = changedBetween(before, after);
  for (const { label, differs } of changed) for (const one of differs) console.error(`${name}: ${label}${one}`);
  for (const [at, why] of after.refused)
    console.error(`${name}: ${at} is not rendered${before.refused.has(at) ? ', as before' : ''}: ${why}`);
  const [old, now] = [await saidOf(clone), await saidOf(copy)];
  const { stdout: commit } = await execa('git', ['rev-parse', '--short=8', 'HEAD'], { cwd: clone });
  return [
    name.replace('+', '/'),
    `\`${commit}\``,
    patch.split('\n').filter((line) => line.startsWith('@@')).length,
    `${after.rendered.length} of ${after.rendered.length + after.refused.size}`,
    changed.length,
    ...(await judged(plane, name, before, changed)),
    ...(['findings', 'missing', 'excess'] as const).map((key) => `${old[key]} → ${now[key]}`),
  ];
}

/**
 * How many of the changed objects the API server accepts before and after; kinds that it does not serve are not judged.
 */
async function judged(
  plane: ControlPlane,
  name: string,
  { objects }: Installed,
  changed: readonly Changed[],
): Promise<readonly [before: number, after: number]> {
  await prepare(plane, [...objects.values()]);
  const accepted = { before: 0, after: 0 };
  for (const { label, before, after } of changed)
    for (const [when, object] of Object.entries({ before, after }) as ['before' | 'after', Changed['after']][]) {
      if (object === undefined) continue;
      const { state, message } = await verdictOn(plane, object);
      if (state === 'accepted') accepted[when] += 1;
      else console.error(`${name}: ${label} ${when}: ${state}: ${message}`);
    }
  return [accepted.before, accepted.after];
}

interface Said {
  readonly findings: number;
  readonly missing: number | string;
  readonly excess: number | string;
}

/** The reports of `audit`, in its largest profile, and of `rbac --check`. */
async function saidOf(root: string): Promise<Said> {
  const repository = readRepository(root);
  const { permissions, before, inferred } = await inferPermissions(repository, root);
  const findings = audit(repository, { permissions, before }).findings.filter(({ state }) => state === 'broken').length;
  if (inferred === undefined) return { findings, missing: '–', excess: '–' };
  const { missing, excess } = checkManifests(inferred).check;
  return { findings, missing: missing.length, excess: excess.length };
}
