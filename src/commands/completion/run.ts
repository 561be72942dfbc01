// `completion SHELL`: the script with which a shell completes the words of this program.
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { suggestion } from '../../formats/nearest.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { completedCommands, shells, type Completed, type Shell } from './words.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<Shell, (commands: readonly Completed[]) => readonly string[]>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** @throws UserError with status 2 if no shell is named, or an unsupported one */
export async function completion({ positionals, problems, out }: Invocation): Promise<ExitStatus> {
  const [named = ''] = positionals;
  const shell = shells.find((one) => one === named);
  const unknown =
    named === ''
      ? 'Name a shell: completion bash, completion zsh or completion fish.'
      : `There is no completion for "${named}"${suggestion(named, shells)}: it must be one of ${shells.join(', ')}.`;
  const all = [...problems, ...(shell === undefined ? [unknown] : [])];
  if (shell === undefined || all.length > 0) throw new UserError(all, { status: 2 });
  out.lines(scripts[shell](await completedCommands()));
  return 0;
}
