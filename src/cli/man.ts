// The manual page, from the declaration of the commands: `man create-kube-secure-controller` after a global install.
import type { Flag } from '../answers/flags.ts';
import { commands, defaultCommand } from '../commands/index.ts';
import { addressOf } from '../package-root.ts';
import type { Command, Help } from './command.ts';
import { described, program, sharedStatuses } from './help.ts';
import { sharedFlags } from './shared-flags.ts';

/** Roff with the macros of man(7), which every system has. */
export async function manPage(): Promise<string> {
  const named = await Promise.all(
    Object.entries(commands).map(async ([name, command]) => ({ name, command, ...(await textsOf(command)) })),
  );
  const first = await textsOf(defaultCommand);
  return [
    `.TH ${program.toUpperCase()} 1`,
    '.SH NAME',
    `${escaped(program)} \\- ${escaped('write, audit and harden Kubernetes controllers in Rust')}`,
    '.SH SYNOPSIS',
    ...[{ name: '', command: defaultCommand }, ...named].flatMap(({ name, command }, at) => [
      ...(at === 0 ? [] : ['.br']),
      `.B ${escaped([program, name].join(' ').trim())}`,
      escaped(`${command.usage} [flags]`),
    ]),
    '.SH DESCRIPTION',
    'Without a command it writes a new repository. With one:',
    ...named.flatMap(({ name, command }) => tagged(name, `${command.summary}.`)),
    '.SH FLAGS OF ALL COMMANDS',
    ...flagsOf(sharedFlags),
    '.SH FLAGS OF A NEW REPOSITORY',
    ...[...new Set(first.own.map(({ group }) => group))].flatMap((group) => [
      `.SS ${escaped(group)}`,
      ...flagsOf(first.own.filter((flag) => flag.group === group)),
    ]),
    ...named.flatMap(({ name, own, texts }) => [
      `.SH ${escaped(name.toUpperCase())}`,
      ...(texts.notes?.rows.flatMap(([left, right]) => tagged(left, `${right}.`)) ?? []),
      ...flagsOf(own),
      ...tagged('Exit status 0', `${texts.done}.`),
      ...(texts.found === undefined ? [] : tagged('Exit status 1', `${texts.found}.`)),
    ]),
    '.SH EXIT STATUS',
    ...tagged('0', `${first.texts.done}; the section of a command says what it means there.`),
    ...tagged('1', `${first.texts.found ?? ''}; the section of a command says what it means there.`),
    ...sharedStatuses.flatMap(([status, means]) => tagged(status, `${means}.`)),
    '.SH EXAMPLES',
    ...[first, ...named].flatMap(({ texts }) =>
      texts.examples.flatMap(([line, does]) => tagged(`${program} ${line}`, `${does}.`)),
    ),
    '.SH SEE ALSO',
    escaped(addressOf('README.md')),
    '',
  ].join('\n');
}

interface Texts {
  readonly texts: Help;
  /** Without the flags that every command has. */
  readonly own: readonly Flag[];
}

async function textsOf(command: Command): Promise<Texts> {
  const shared = new Set(sharedFlags.map(({ name }) => name));
  const own = (await command.flags()).filter(({ name, elsewhere }) => elsewhere !== true && !shared.has(name));
  return { texts: await command.help(), own };
}

function flagsOf(flags: readonly Flag[]): readonly string[] {
  return flags.flatMap((flag) => tagged(...described(flag)));
}

function tagged(left: string, right: string): readonly string[] {
  return ['.TP', `.B ${escaped(left)}`, escaped(right)];
}

/** Escapes hyphens, so that they can be copied, and the start of a line, so that it is no request. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replaceAll('’', "'")
    .replaceAll('"', '\\(dq')
    .replace(/^(?=[.'])/, '\\&');
}
