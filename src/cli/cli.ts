// The command line: finds the command, imports it, runs it, and turns what is thrown into an exit status.
import { commands, defaultCommand } from '../commands/index.ts';
import type { Command, ExitStatus, Streams } from './command.ts';
import { lazily } from './streams.ts';
import { packageVersion } from '../package-root.ts';

/** Runs one command line. Everything is reported; the exit status says how it went. */
export async function main(
  words: readonly string[],
  given: Streams = process,
  cwd = process.cwd(),
): Promise<ExitStatus> {
  const streams = lazily(given);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-v')) return showVersion(streams);
  const word = words[0] ?? '';
  const command = commands[word];
  try {
    return await (command === undefined
      ? run(defaultCommand, words, streams, cwd)
      : run(command, words.slice(1), streams, cwd));
  } catch (error) {
    const { report } = await import('./report-error.ts');
    return report(error, words, streams);
  }
}

async function run(command: Command, words: readonly string[], streams: Streams, cwd: string): Promise<ExitStatus> {
  const [known, { parseArguments }] = await Promise.all([command.flags(), import('./arguments.ts')]);
  const { flags, positionals, problems } = parseArguments(words, known, command.positionals);
  if (flags.has('no-color')) process.env['NO_COLOR'] = '1';
  if (flags.has('help')) {
    const { help } = await import('./help.ts');
    streams.stdout.write(help(command, known));
    return 0;
  }
  if (flags.has('version')) return showVersion(streams);
  const start = await command.load();
  return start(Object.assign(streams, { cwd, flags, positionals, problems }));
}

function showVersion({ stdout }: Streams): ExitStatus {
  stdout.write(`${packageVersion()}\n`);
  return 0;
}
