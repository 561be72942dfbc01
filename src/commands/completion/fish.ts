// The completion of fish: a `complete` line for each word.
import { programs, type Completed } from './words.ts';

/** One line for each command and flag, for both names of the program. */
export function fishScript(commands: readonly Completed[]): readonly string[] {
  const [program, alias] = programs;
  const named = commands.filter(({ name }) => name !== '').map(({ name }) => name);
  const within = (name: string): string =>
    quoted(name === '' ? `not __fish_seen_subcommand_from ${named.join(' ')}` : `__fish_seen_subcommand_from ${name}`);
  return [
    `# Completion of ${program} for fish.`,
    ...commands.flatMap(({ name, summary, first, flags }) => [
      ...(name === '' ? [] : [`complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`]),
      ...(first === undefined ? [] : [`complete -c ${program} -n ${within(name)} -f -a ${quoted(first.join(' '))}`]),
      ...flags.map(
        ({ spelled, short, summary: does, takes }) =>
          `complete -c ${program} -n ${within(name)} -l ${spelled.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`} -d ${quoted(does)}${
            takes === 'nothing' ? '' : takes === 'path' ? ' -r -F' : ` -x -a ${quoted(takes.join(' '))}`
          }`,
      ),
    ]),
    `complete -c ${alias} -w ${program}`,
  ];
}

/** Between single quotes, fish interprets only a backslash before a quote or a backslash. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
