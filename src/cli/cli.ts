// The command line: finds the command, imports it, runs it, and turns what is thrown into an exit status.
import { commands, defaultCommand } from '../commands/index.ts';
import type { Command, ExitStatus, Streams } from './command.ts';
import { outputsOf, type Outputs } from './streams.ts';
import { packageVersion } from '../package-root.ts';

/** Runs one command line. Everything is reported; the exit status says how it went. */
export async function main(
  words: readonly string[],
  streams: Streams = process,
  cwd = process.cwd(),
): Promise<ExitStatus> {
  const outputs = outputsOf(streams);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-v')) return showVersion(outputs);
  const word = words[0] ?? '';
  const command = commands[word];
  try {
    return await (command === undefined
      ? run(defaultCommand, words, { streams, outputs, cwd })
      : run(command, words.slice(1), { name: word, streams, outputs, cwd }));
  } catch (error) {
    const { report } = await import('./report-error.ts');
    return report(error, words, outputs);
  }
}

interface World {
  /** The word of the command; undefined for the default one. */
  readonly name?: string;
  readonly streams: Streams;
  readonly outputs: Outputs;
  readonly cwd: string;
}

async function run(
  command: Command,
  words: readonly string[],
  { name, streams, outputs, cwd }: World,
): Promise<ExitStatus> {
  const [known, { parseArguments }] = await Promise.all([command.flags(), import('./arguments.ts')]);
  const { flags, positionals, problems } = parseArguments(words, known, command.positionals);
  if (flags.has('no-color')) process.env['NO_COLOR'] = '1';
  if (flags.has('help')) {
    const { help } = await import('./help.ts');
    const { columns, isTerminal } = outputs.out;
    const view = { name, columns: isTerminal ? columns : undefined, topic: positionals[0] };
    outputs.out.lines(help(command, known, await command.help(), view));
    return 0;
  }
  if (flags.has('version')) return showVersion(outputs);
  const start = await command.load();
  return start({
    get stdin() {
      return streams.stdin;
    },
    ...outputs,
    cwd,
    flags,
    positionals,
    problems,
  });
}

function showVersion({ out }: Outputs): ExitStatus {
  out.lines([packageVersion()]);
  return 0;
}
