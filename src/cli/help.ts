// The help of a command, printed from its declaration.
import type { Flag } from '../answers/flags.ts';
import { wrap } from '../formats/wrap.ts';
import { addressOf } from '../package-root.ts';
import { formOf } from './arguments.ts';
import type { Command, Help, Rows } from './command.ts';
import { commands } from '../commands/index.ts';

export const program = 'create-kube-secure-controller';
/** Longer lines are hard to read, even on a wide terminal. */
const widest = 96;
const narrowest = 40;

/**
 * The providers have many flags, and a controller uses one of six providers, so these flags have a help of their own.
 */
const apart = 'External';

export interface View {
  /** The word of the command; undefined for the default one. */
  readonly name?: string | undefined;
  /** The columns of the terminal; undefined for a pipe. */
  readonly columns?: number | undefined;
  /** `external` shows what the help of the default command leaves out. */
  readonly topic?: string | undefined;
}

/** Usage, examples, commands, the flags by their groups, exit statuses: as wide as the terminal, 96 columns at most. */
export function help(command: Command, flags: readonly Flag[], texts: Help, view: View = {}): readonly string[] {
  const width = Math.max(narrowest, Math.min(view.columns ?? widest, widest));
  const rows = (title: string, list: Rows, indent = width < 72 ? 6 : 31): readonly string[] =>
    list.length === 0 ? [] : ['', title, ...list.flatMap(([left, right]) => row(left, right, indent, width))];
  const here = flags.filter(({ elsewhere }) => elsewhere !== true);
  const groups = [...new Set(here.map(headingOf))].map((heading) => ({
    heading,
    flags: here.filter((flag) => headingOf(flag) === heading),
  }));
  const shown = groups.map(({ heading, flags: list }) => ({ heading, apart: list[0]?.group === apart, list }));
  const flagsOf = (wanted: typeof shown): readonly string[] =>
    wanted.flatMap(({ heading, list }) =>
      rows(
        heading,
        list.map((flag) => described(flag, heading)),
      ),
    );
  if (view.topic?.toLowerCase() === apart.toLowerCase() && shown.some((one) => one.apart))
    return flagsOf(shown.filter((one) => one.apart)).slice(1);

  const { name } = view;
  return [
    `Usage: ${program} ${name === undefined ? '' : `${name} `}${command.usage} [flags]`,
    '',
    ...wrap(sentence(command.summary), width, 0),
    ...examples(texts.examples, width),
    ...(name === undefined ? rows('Commands', listCommands()) : []),
    ...rows(texts.notes?.title ?? '', texts.notes?.rows.map(([left, right]) => [left, `${right}.`]) ?? []),
    ...flagsOf(shown.filter((one) => !one.apart)),
    ...(shown.some((one) => one.apart)
      ? rows(apart, [['--help external', 'the identity providers outside the cluster, and the flags of each.']])
      : []),
    ...rows('Exit status', statuses(texts), 6),
    '',
    `More: ${addressOf(texts.page)}`,
  ];
}

/** The flags of one provider share their condition, so the heading states it once. */
function headingOf({ group, when }: Flag): string {
  return group === apart ? `${group}, when ${when}` : group;
}

function listCommands(): Rows {
  return Object.entries(commands).map(([name, { usage, summary }]) => [`${name} ${usage}`, summary]);
}

function statuses({ done, found }: Help): Rows {
  return [['0', done], ...(found === undefined ? [] : [['1', found] as const]), ...sharedStatuses];
}

export const sharedStatuses: Rows = [
  ['2', 'wrong usage, or an answer that is missing or invalid; nothing was written'],
  ['3', 'something failed during the run'],
  ['130', 'cancelled with Ctrl-C'],
];

/** A command line stays whole, so that it can be copied. */
function examples(list: Rows, width: number): readonly string[] {
  return ['', 'Examples', ...list.flatMap(([line, does]) => [`  ${program} ${line}`, ...wrap(does, width, 6)])];
}

/** A flag as typed, and its effect. */
export function described(flag: Flag, heading?: string): readonly [left: string, right: string] {
  const spelled =
    flag.kind === 'yes-no'
      ? `--[no-]${flag.name}`
      : flag.kind === 'switch'
        ? `--${flag.name}`
        : `--${flag.name} <${formOf(flag)}>`;
  const condition = flag.when === undefined || heading?.includes(flag.when) === true ? '' : ` Only when ${flag.when}.`;
  const fallback = flag.default === undefined ? '' : ` [${flag.default}]`;
  return [flag.short === undefined ? spelled : `-${flag.short}, ${spelled}`, `${flag.summary}.${condition}${fallback}`];
}

/** Two columns; on a narrow terminal the right one goes below the left one. */
export function row(left: string, right: string, indent: number, width: number): readonly string[] {
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
