// `--preset` of create, update, add, harden and audit.
import type { Flag } from '../../answers/flags.ts';
import type { Loaded } from './load.ts';

export const presetFlag: Flag = {
  name: 'preset',
  kind: 'value',
  form: 'NAME@VERSION|FOLDER',
  of: 'path',
  group: 'Run',
  summary:
    'the demands of an organisation: data in an npm package or a folder, which can only narrow; `preset --help` names its page',
};

/** The preset of the flag; undefined without it. Without a preset, nothing is loaded. */
export async function presetOfFlag(
  flags: ReadonlyMap<string, string | boolean>,
  cwd: string,
): Promise<Loaded | undefined> {
  const named = flags.get('preset');
  if (typeof named !== 'string') return undefined;
  const { loadPreset } = await import('./load.ts');
  return loadPreset(named, cwd);
}
