// The words that may follow the name of the program, from the declaration of the commands.
import type { Flag } from '../../answers/flags.ts';
import { ruleIds } from '../../rules/index.ts';
import { table } from '../../table.ts';
import { additions } from '../add/additions.ts';
import { commands, defaultCommand } from '../index.ts';

/** The names under which the package installs the program. */
export const programs = ['create-kube-secure-controller', 'kube-secure-controller'] as const;

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export interface Completed {
  /** The word of the command; empty for the default one, which has none. */
  readonly name: string;
  readonly summary: string;
  /** The possible words at its first place; undefined for a path. */
  readonly first: readonly string[] | undefined;
  readonly flags: readonly CompletedFlag[];
}

export interface CompletedFlag {
  /** As typed: `--yes`. */
  readonly spelled: string;
  readonly short: string | undefined;
  readonly summary: string;
  readonly takes: 'nothing' | 'path' | readonly string[];
}

/** Every command with its flags; the default one first. */
export async function completedCommands(): Promise<readonly Completed[]> {
  const all = [['', defaultCommand] as const, ...Object.entries(commands)];
  return Promise.all(
    all.map(async ([name, command]) => ({
      name,
      summary: command.summary,
      first: firstWords[name],
      flags: (await command.flags()).flatMap(completedFlags),
    })),
  );
}

const firstWords = table<readonly string[]>({
  explain: ruleIds,
  preset: ['check', 'init'],
  add: Object.keys(additions),
  completion: shells,
});

function completedFlags(flag: Flag): readonly CompletedFlag[] {
  const one = (spelled: string): CompletedFlag => ({
    spelled,
    short: flag.short === undefined ? undefined : `-${flag.short}`,
    summary: flag.summary,
    takes: takenBy(flag),
  });
  return flag.kind === 'yes-no' ? [one(`--${flag.name}`), one(`--no-${flag.name}`)] : [one(`--${flag.name}`)];
}

function takenBy({ kind, values, offered, of }: Flag): CompletedFlag['takes'] {
  if (kind !== 'value') return 'nothing';
  if (of === 'path') return 'path';
  return of === 'rules' ? ruleIds : (values ?? offered ?? []);
}
