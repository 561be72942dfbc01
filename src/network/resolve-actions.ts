// Finds the commits of tags and branches in the repositories of actions, with git and without credentials.
import { runGitNowhere, type GitOutcome } from '../git/run-git.ts';
import type { Pin } from '../inventory/pins.ts';
import { inParallel } from './in-parallel.ts';

const server = 'https://github.com';

/**
 * The commit of each action, and its most exact version, with one request for each repository.
 *
 * @param names `actions/checkout@v4`
 * @param seconds the time limit for a repository
 */
export async function resolveActions(names: readonly string[], seconds = 30): Promise<ReadonlyMap<string, Pin>> {
  const repositories = [...new Set(names.map((name) => name.replace(/@.*/, '')))];
  const answers = new Map(
    await inParallel(
      repositories,
      8,
      async (repository) => [repository, await referencesOf(repository, seconds)] as const,
    ),
  );
  return new Map(
    names.map((name): readonly [string, Pin] => {
      const [repository = '', ref = ''] = name.split('@');
      const answer = answers.get(repository) ?? { why: 'nobody was asked' };
      return [name, 'why' in answer ? answer : commitOf(answer, ref)];
    }),
  );
}

/** Commits by `refs/tags/v4`, and by `refs/tags/v4^{}` for the commit of an annotated tag. */
type References = { readonly get: (ref: string) => string | undefined; readonly keys: () => Iterable<string> };

function commitOf(references: References, ref: string): Pin {
  const short = ref.replace(/^refs\/(heads|tags)\//, '');
  const tag = ref.startsWith('refs/heads/') ? undefined : commitOfTag(references, short);
  const branch = ref.startsWith('refs/tags/') ? undefined : references.get(`refs/heads/${short}`);
  if (tag !== undefined && branch !== undefined && tag !== branch)
    return { why: `${short} is a tag and a branch, of different commits; name one as refs/tags/… or refs/heads/…` };
  const digest = tag ?? branch;
  if (digest === undefined) return { why: `it has no tag or branch ${short}; name one that is there` };
  return { digest, version: tag === undefined ? short : mostExact(references, short, digest) };
}

function commitOfTag(references: References, tag: string): string | undefined {
  return references.get(`refs/tags/${tag}^{}`) ?? references.get(`refs/tags/${tag}`);
}

/**
 * The longest version of the commit for which a tag such as v4 is short. Dependabot updates a comment only
 * if it ends with a version of the commit, and older releases only with the most exact (`updated_version_comment` in
 * https://github.com/dependabot/dependabot-core/blob/main/github_actions/lib/dependabot/github_actions/file_updater.rb);
 * pinact writes the same.
 */
function mostExact(references: References, tag: string, digest: string): string {
  const longer = [...references.keys()].flatMap((ref) =>
    ref.startsWith(`refs/tags/${tag}.`) && /^[\d.]+$/.test(ref.slice(`refs/tags/${tag}.`.length))
      ? [ref.slice('refs/tags/'.length)]
      : [],
  );
  const same = [tag, ...longer].filter((one) => commitOfTag(references, one) === digest);
  const parts = (version: string): number => version.split('.').length;
  return same.sort((a, b) => parts(b) - parts(a) || b.localeCompare(a, 'en', { numeric: true }))[0] ?? tag;
}

/** Git may ask no person, and may use only the protocol of the address. */
async function referencesOf(repository: string, seconds: number): Promise<References | { readonly why: string }> {
  const outcome = await runGitNowhere(
    [...patience(seconds), ...overHttps, 'ls-remote', '--heads', '--tags', '--', `${server}/${repository}`],
    // The user's own settings may allow the protocol of a mirror as well.
    { seconds, environment: { ...reaching(), GIT_ALLOW_PROTOCOL: undefined } },
  );
  return outcome.status === 0
    ? new Map(
        [...outcome.stdout.toString().matchAll(/^([0-9a-f]{40})\t(\S+)$/gm)].map(([, commit = '', ref = '']) => [
          ref,
          commit,
        ]),
      )
    : { why: reasonOf(outcome, seconds) };
}

const overHttps = ['protocol.allow=never', 'protocol.https.allow=always'].flatMap((setting) => ['-c', setting]);

/** So that git's own helper gives up too. */
function patience(seconds: number): readonly string[] {
  return ['-c', 'http.lowSpeedLimit=1', '-c', `http.lowSpeedTime=${seconds}`];
}

/** The user and the system configure the way to the internet: proxies, certificates, mirrors. */
function reaching(): Readonly<Record<string, string | undefined>> {
  const said = Object.entries(process.env).filter(([name]) =>
    /^(?:https?_proxy|no_proxy|all_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_\w+|GIT_CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+|GLOBAL))$/i.test(
      name,
    ),
  );
  return { GIT_CONFIG_NOSYSTEM: undefined, GIT_CONFIG_GLOBAL: undefined, ...Object.fromEntries(said) };
}

function reasonOf({ status, stderr, timedOut, isInstalled }: GitOutcome, seconds: number): string {
  if (!isInstalled) return 'git is not installed, or only in the repository itself; install it';
  if (timedOut) return `${server} did not answer within ${seconds} seconds; try again`;
  if (/could not read Username|Authentication failed|not found|does not exist|not appear to be a git/i.test(stderr))
    return 'its repository is private, or is not there; pin it by hand';
  return `git could not ask for it (${/^(?:fatal|error): (.*)$/m.exec(stderr)?.[1] ?? `status ${String(status)}`}); try again`;
}
