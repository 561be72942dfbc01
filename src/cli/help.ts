// The help of a command, printed from its flags.
import type { Flag } from '../answers/flags.ts';
import { wrap } from '../formats/wrap.ts';
import { formOf } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from '../commands/index.ts';

const program = 'create-kube-secure-controller';
const width = 96;
const indent = 31;

type Notes = Awaited<ReturnType<NonNullable<Command['notes']>>>;

/** At most 96 columns: usage, commands, then the flags by their groups. */
export function help(command: Command, flags: readonly Flag[], notes?: Notes): readonly string[] {
  const name = Object.entries(commands).find(([, one]) => one === command)?.[0];
  const here = flags.filter(({ elsewhere }) => elsewhere !== true);
  const headings = [...new Set(here.map(headingOf))];
  return [
    `Usage: ${program} ${name === undefined ? '' : `${name} `}${command.usage} [flags]`,
    '',
    sentence(command.summary),
    ...(name === undefined ? listCommands() : []),
    ...(notes === undefined ? [] : ['', notes[0], ...notes[1].flatMap(([left, right]) => row(left, `${right}.`))]),
    ...headings.flatMap((heading) => [
      '',
      heading,
      ...here.filter((flag) => headingOf(flag) === heading).flatMap(describe),
    ]),
  ];
}

/** The flags of one provider share their condition: it stands above them once. */
function headingOf({ group, when }: Flag): string {
  return group === 'External' ? `${group}, when ${when}` : group;
}

function listCommands(): readonly string[] {
  const rows = Object.entries(commands).flatMap(([name, { usage, summary }]) => row(`${name} ${usage}`, summary));
  return rows.length === 0 ? [] : ['', 'Commands', ...rows];
}

function describe(flag: Flag): readonly string[] {
  const spelled =
    flag.kind === 'yes-no'
      ? `--[no-]${flag.name}`
      : flag.kind === 'switch'
        ? `--${flag.name}`
        : `--${flag.name} <${formOf(flag)}>`;
  const condition = flag.when === undefined || headingOf(flag) !== flag.group ? '' : ` Only when ${flag.when}.`;
  const fallback = flag.default === undefined ? '' : ` [${flag.default}]`;
  return row(
    flag.short === undefined ? spelled : `-${flag.short}, ${spelled}`,
    `${flag.summary}.${condition}${fallback}`,
  );
}

function row(left: string, right: string): readonly string[] {
  const [first = '', ...rest] = wrap(right, width - indent, 0);
  const head = `  ${left}`;
  const padding = ' '.repeat(indent);
  return [
    ...(head.length < indent ? [head.padEnd(indent) + first] : [head, padding + first]),
    ...rest.map((line) => padding + line),
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
