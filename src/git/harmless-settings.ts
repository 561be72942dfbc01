// What a configuration says of the files themselves, without which git would take every file for changed.
import path from 'node:path';
import { readText } from '../repo/read-file.ts';
import { answerOf } from './answer.ts';
import { runGitNowhere } from './run-git.ts';
import { table } from '../table.ts';

/**
 * The settings of a repository that start nothing, and where its user keeps the names that he never commits, as the text
 * of a configuration.
 *
 * @param file the configuration of the repository; what it includes is left out
 */
export async function harmlessSettings(file: string): Promise<string> {
  const settings = await settingsOf(file);
  const lines = [...settings].flatMap(([key, value]) => {
    const pattern = harmless[key];
    return pattern?.test(value) === true ? [`[${key.replace('.', ']\n\t')} = ${value}\n`] : [];
  });
  return `[core]\n\tbare = false\n${await ownExcludes(path.dirname(file))}${lines.join('')}`;
}

/** The user's own setting is the user's word, unlike that of a repository. */
async function ownExcludes(judged: string): Promise<string> {
  const words = ['config', '--global', '--type=path', '--get', 'core.excludesFile'];
  const environment = { GIT_CONFIG_GLOBAL: process.env['GIT_CONFIG_GLOBAL'] };
  const { stdout } = answerOf(await runGitNowhere(words, { environment, judged }), words);
  const file = stdout.toString().trimEnd();
  return file === '' ? '' : `\texcludesFile = ${JSON.stringify(file)}\n`;
}

/** Every setting of a configuration file by its key, the last value of each; nothing where it cannot be read. */
export async function settingsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const text = readText(file);
  if (text.why !== undefined) return new Map();
  // From its standard input, so that no path of the repository is opened by git.
  const words = ['config', '--file', '-', '--no-includes', '--null', '--list'];
  const { stdout } = answerOf(await runGitNowhere(words, { input: text.content, judged: path.dirname(file) }), words);
  return new Map(
    stdout
      .toString()
      .split('\0')
      .flatMap((entry): (readonly [string, string])[] => {
        const end = entry.indexOf('\n');
        return end === -1 ? [] : [[entry.slice(0, end), entry.slice(end + 1)]];
      }),
  );
}

const yesNo = /^(?:true|false|yes|no|on|off|0|1)$/i;

const harmless = table<RegExp>({
  'core.repositoryformatversion': /^[01]$/,
  'core.filemode': yesNo,
  'core.ignorecase': yesNo,
  'core.precomposeunicode': yesNo,
  'core.symlinks': yesNo,
  'core.autocrlf': /^(?:true|false|input)$/i,
  'core.eol': /^(?:lf|crlf|native)$/i,
  'extensions.objectformat': /^sha(?:1|256)$/i,
});
