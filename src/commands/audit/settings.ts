// The settings of an audit: from flags, else from the configuration of the repository, else the defaults.
import type { Config } from '../../audit/config.ts';
import { PROFILES, SEVERITIES, type Profile, type Severity } from '../../rules/rule.ts';
import type { Invocation } from '../../cli/command.ts';
import type { Loaded } from '../preset/load.ts';

export interface Settings {
  /** Undefined if `--rules` names rules: those are judged, in whatever profile they are. */
  readonly profile: Profile | undefined;
  readonly minSeverity: Severity;
  readonly failOn: Severity;
  readonly exclude: readonly string[];
}

export function settingsFrom({ flags }: Pick<Invocation, 'flags'>, config: Config | undefined): Settings {
  const profile = wordOf(PROFILES, flags.get('profile')) ?? config?.profile ?? 'regular';
  return {
    profile: flags.has('rules') ? undefined : profile,
    minSeverity: wordOf(SEVERITIES, flags.get('min-severity')) ?? config?.minSeverity ?? 'low',
    failOn: wordOf(SEVERITIES, flags.get('fail-on')) ?? config?.failOn ?? 'low',
    exclude: [...(config?.exclude ?? []), ...foldersIn(flags.get('exclude'))],
  };
}

/** From its own configuration a repository keeps the settings with a reason: the others could loosen the demands. */
export function configUnder(preset: Loaded | undefined, config: Config | undefined): Config | undefined {
  return preset === undefined ? config : { ignore: config?.ignore ?? [] };
}

/** The parser checks the values of flags before a command runs. */
export function wordOf<Word extends string>(
  words: readonly Word[],
  value: string | boolean | undefined,
): Word | undefined {
  return words.find((word) => word === value);
}

function foldersIn(value: string | boolean | undefined): readonly string[] {
  return (textOf(value) ?? '').split(',').flatMap((folder) => (folder.trim() === '' ? [] : [folder.trim()]));
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
