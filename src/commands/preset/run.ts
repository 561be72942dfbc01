// `preset check FOLDER|NAME@VERSION` validates a preset, `preset init FOLDER` writes one to start from.
import path from 'node:path';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import { limitsOf } from '../../presets/limits.ts';
import { inspectTarget } from '../../repo/target.ts';
import { writeFiles } from '../../repo/write.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import { entries } from '../../answers/index.ts';
import { broughtTo } from './brought.ts';
import { firstPreset } from './first-preset.ts';
import { loadPreset } from './load.ts';

/** Exit status 0: it is valid, or was written. A faulty preset ends with status 2 and all its faults. */
export async function preset({ positionals, problems, cwd, out }: Invocation): Promise<ExitStatus> {
  const [action, folder = '.'] = positionals;
  const known = action === 'check' || action === 'init';
  const all = [
    ...problems,
    ...(known ? [] : [`preset ${action ?? ''} is not a command: preset check FOLDER, preset init FOLDER.`]),
  ];
  if (all.length > 0) throw new UserError(all.join('\n'), { status: 2 });
  out.lines(action === 'check' ? await checked(folder, cwd) : written(folder, cwd));
  return 0;
}

async function checked(named: string, cwd: string): Promise<readonly string[]> {
  const loaded = await loadPreset(named, cwd);
  const { files } = broughtTo(loaded, readTemplates(path.join(packageRoot, 'templates')));
  const { layers } = loaded.preset;
  const limits = limitsOf(loaded.preset);
  const locked = entries.filter(([key]) => limits.locked(key) !== undefined).length;
  const count = (one: (layer: (typeof layers)[number]) => number): number =>
    layers.reduce((sum, layer) => sum + one(layer), 0);
  return [
    `${named} is valid: ${layers.map(({ name, version }) => (version === undefined ? name : `${name}@${version}`)).join(', ')}`,
    `  answers     ${count(({ answers }) => Object.keys(answers).length)} limited, ${locked} of them locked`,
    `  rules       ${count(({ rules }) => Object.keys(rules).length)} raised or required, ${count(({ require }) => require.length)} of its own`,
    `  exceptions  ${count(({ exceptions }) => exceptions.length)}`,
    `  files       ${files.size}`,
    `  integrity   ${loaded.recorded.integrity}`,
  ];
}

function written(folder: string, cwd: string): readonly string[] {
  const target = inspectTarget(path.resolve(cwd, folder));
  if (target.state === 'occupied')
    throw new UserError(`${folder} is a directory that is not empty. Choose another one.`, { status: 1 });
  const files = firstPreset(path.basename(target.path));
  writeFiles(target, files, new Map());
  return [
    `Wrote ${[...files.keys()].map((file) => path.join(folder, file)).join(', ')}.`,
    `Next: create-kube-secure-controller preset check ${folder}`,
  ];
}
