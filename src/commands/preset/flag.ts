// `--preset`, which create, update, add, harden and audit take.
import type { Flag } from '../../answers/flags.ts';
import type { Loaded } from './load.ts';

export const presetFlag: Flag = {
  name: 'preset',
  kind: 'value',
  form: 'NAME@VERSION|FOLDER',
  of: 'path',
  group: 'Run',
  summary:
    'the demands of an organisation: data in an npm package or a folder, which can only narrow (docs/presets.md)',
};

/** The preset that the flag names; undefined without it. Nothing is loaded for those who use none. */
export async function presetOfFlag(
  flags: ReadonlyMap<string, string | boolean>,
  cwd: string,
): Promise<Loaded | undefined> {
  const named = flags.get('preset');
  if (typeof named !== 'string') return undefined;
  const { loadPreset } = await import('./load.ts');
  return loadPreset(named, cwd);
}
