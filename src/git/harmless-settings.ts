// Settings of git that describe the files themselves: without them, git would take every file for changed.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from '../repo/read-file.ts';
import { answerOf } from './answer.ts';
import { ofCaller, runGitNowhere, type GitCall } from './run-git.ts';
import { table } from '../table.ts';

/**
 * The settings of a repository that start nothing, and the user's settings for line ends and for names that are never
 * committed, as the text of a configuration.
 *
 * @param file the configuration of the repository; its inclusions are left out
 * @throws UserError with status 1 if the repository has an extension that this does not know: it lies there in another way
 */
export async function harmlessSettings(file: string): Promise<string> {
  const own = await settingsOf(file);
  refuseUnknownExtension(own, file);
  const settings = new Map([...(await settingsOfUser(path.dirname(file))), ...own]);
  const lines = [...settings].flatMap(([key, value]) => {
    const pattern = harmless[key];
    return pattern?.test(value) === true ? [`[${key.replace('.', ']\n\t')} = ${JSON.stringify(value)}\n`] : [];
  });
  return `[core]\n\tbare = false\n${lines.join('')}`;
}

/** https://git-scm.com/docs/repository-version: a reader that does not know an extension must stop. */
function refuseUnknownExtension(settings: ReadonlyMap<string, string>, file: string): void {
  if (!/^[1-9]/.test(settings.get('core.repositoryformatversion') ?? '')) return;
  const unknown = [...settings].find(
    ([key, value]) =>
      key.startsWith('extensions.') && !known.has(key) && !(key === 'extensions.refstorage' && value === 'files'),
  );
  if (unknown === undefined) return;
  const [key, value] = unknown;
  const advice =
    key === 'extensions.refstorage'
      ? ' Change it by `git refs migrate --ref-format=files`, or clone it anew without it.'
      : '';
  throw new UserError(
    `${file} says ${key} = ${value}, which this version cannot read, so git was not asked.${advice}`,
    {
      status: 1,
    },
  );
}

/** Extensions that do not change reading: objects in other places are never requested. */
const known: ReadonlySet<string> = new Set(
  [
    'noop',
    'preciousobjects',
    'partialclone',
    'worktreeconfig',
    'objectformat',
    'compatobjectformat',
    'relativeworktrees',
  ].map((name) => `extensions.${name}`),
);

/**
 * The settings of the user and of the machine are trusted, unlike those of a repository. Without the home of the user,
 * git does not look there for the two files that no setting names.
 */
async function settingsOfUser(judged: string): Promise<ReadonlyMap<string, string>> {
  const words = ['config', '--includes', '--null', '--type=path', '--get-regexp', ofUser];
  const home = ofCaller(['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM']);
  const stdout = await configOnce(words, { environment: home, judged });
  const { HOME = home['USERPROFILE'], XDG_CONFIG_HOME } = home;
  const folder = XDG_CONFIG_HOME || (HOME && path.join(HOME, '.config'));
  const usual: readonly (readonly [string, string])[] = folder
    ? [
        ['core.excludesfile', path.join(folder, 'git/ignore')],
        ['core.attributesfile', path.join(folder, 'git/attributes')],
      ]
    : [];
  return new Map([...usual, ...entriesOf(stdout)]);
}

const ofUser = String.raw`^core\.(excludesfile|attributesfile|autocrlf|eol)$`;
const filesOfUser: ReadonlySet<string> = new Set(['core.excludesfile', 'core.attributesfile']);

/** Every setting of a configuration file by its key, the last value of each; none if it cannot be read. */
export async function settingsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const text = readText(file);
  if (text.why !== undefined) return new Map();
  // From standard input, so that git opens no path of the repository.
  const words = ['config', '--file', '-', '--no-includes', '--null', '--list'];
  const stdout = await configOnce(words, { input: text.content, judged: path.dirname(file) });
  return new Map(entriesOf(stdout).filter(([key]) => !filesOfUser.has(key)));
}

const answered = new Map<string, string>();

/** One command opens a repository several times, and the same git gives the same answer to the same question. */
async function configOnce(words: readonly string[], call: Omit<GitCall, 'cwd'>): Promise<string> {
  const key = JSON.stringify([words, call, ofCaller(['PATH'])]);
  const stdout = answered.get(key) ?? answerOf(await runGitNowhere(words, call), words).stdout.toString();
  answered.set(key, stdout);
  return stdout;
}

function entriesOf(stdout: string): readonly (readonly [string, string])[] {
  return stdout.split('\0').flatMap((entry): (readonly [string, string])[] => {
    const end = entry.indexOf('\n');
    return end === -1 ? [] : [[entry.slice(0, end), entry.slice(end + 1)]];
  });
}

const yesNo = /^(?:true|false|yes|no|on|off|0|1)$/i;

const harmless = table<RegExp>({
  'core.repositoryformatversion': /^[01]$/,
  /** These two belong to the user alone: those of a repository are skipped when it is read. */
  'core.excludesfile': /./,
  'core.attributesfile': /./,
  'core.filemode': yesNo,
  'core.ignorecase': yesNo,
  'core.precomposeunicode': yesNo,
  'core.symlinks': yesNo,
  'core.autocrlf': /^(?:true|false|input)$/i,
  'core.eol': /^(?:lf|crlf|native)$/i,
  'extensions.objectformat': /^sha(?:1|256)$/i,
});
