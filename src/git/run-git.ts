// The only module that starts git: without a shell, without any user's settings, with a limit on time and output.
import { devNull } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { holdSignals } from '../repo/signals.ts';
import { withTemporaryFolder } from '../repo/temporary-folder.ts';
import { findGit } from './find-git.ts';

export interface GitCall {
  /** The working directory of git. */
  readonly cwd: string;
  readonly input?: string;
  /** The time limit: so long that no slow machine reaches it, because git asks nobody and ends by itself. */
  readonly seconds?: number;
  /** Further judged folders, besides the directory that git runs in. */
  readonly judged?: string;
  /** Looks for a file on which git would wait without end, until it is told to stop. */
  readonly findEndless?: (isOver: () => boolean) => Promise<string | undefined>;
  /** Additions to the environment of every call. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface GitOutcome {
  /** Undefined if git crashed, was killed or could not be started: never a success. */
  readonly status: number | undefined;
  readonly stdout: Buffer;
  /** The output of git, or the reason why there is none. */
  readonly stderr: string;
  readonly timedOut: boolean;
  /** The time limit that it reached. */
  readonly seconds: number;
  readonly isInstalled: boolean;
  /** The file on which git waited until it was stopped. */
  readonly waitsFor?: string;
}

/** Runs git. Never throws: if git is missing, crashes or does not end, the outcome has no status. */
export async function runGit(words: readonly string[], call: GitCall): Promise<GitOutcome> {
  const { cwd, input = '', seconds = 300, environment = {}, judged = cwd, findEndless } = call;
  const program = findGit([cwd, judged]);
  if (program === undefined)
    return { status: undefined, stdout: Buffer.alloc(0), stderr: '', timedOut: false, seconds, isInstalled: false };
  const running = execa(program, [...safe, ...words], {
    cwd,
    input,
    env: { ...inherited(), ...quiet, ...environment },
    extendEnv: false,
    encoding: 'buffer',
    maxBuffer: 1 << 30,
    timeout: seconds * 1000,
    forceKillAfterDelay: 1000,
    stripFinalNewline: false,
    // The clean-up would listen to signals, among them SIGXFSZ, which Node ignores: then that signal would end this process.
    cleanup: false,
    reject: false,
  });
  // Programs that git started may outlive it with these streams open, and Node would wait for them.
  const abandoned = setTimeout(
    () => {
      running.stdout.destroy();
      running.stderr.destroy();
    },
    (seconds + 1) * 1000,
  );
  let isOver = false;
  let waitsFor: string | undefined;
  const looked = setTimeout(async () => {
    waitsFor = await findEndless?.(() => isOver);
    if (waitsFor !== undefined) running.kill('SIGKILL');
  }, longerThanMost);
  // git removes its own locks, and writes nothing more into a folder that is about to be removed.
  const held = holdSignals(() => running.kill('SIGTERM'));
  const result = await running;
  isOver = true;
  void held.release();
  clearTimeout(looked);
  clearTimeout(abandoned);
  const stderr = Buffer.from(result.stderr ?? '')
    .toString()
    .trim();
  return {
    status: result.exitCode,
    stdout: Buffer.from(result.stdout ?? ''),
    stderr: stderr === '' ? (result.originalMessage ?? result.shortMessage ?? '') : stderr,
    timedOut: result.timedOut,
    seconds,
    isInstalled: result.code !== 'ENOENT',
    ...(waitsFor !== undefined && { waitsFor }),
  };
}

/** In milliseconds: only a git that runs longer may be waiting for something. */
const longerThanMost = 2000;

/** Runs git in an empty directory outside of any repository. */
export async function runGitNowhere(words: readonly string[], call: Omit<GitCall, 'cwd'> = {}): Promise<GitOutcome> {
  return withTemporaryFolder('git', (cwd) =>
    runGit(words, { ...call, cwd, environment: { ...call.environment, GIT_CEILING_DIRECTORIES: path.dirname(cwd) } }),
  );
}

/**
 * Settings that start a program, and that take precedence over any file: https://git-scm.com/docs/git-config. A call inside a
 * repository reads none of its settings anyway (open-repository.ts); this is the second wall.
 */
const safe: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.sshCommand=false',
  'core.askPass=',
  'core.pager=cat',
  'credential.helper=',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

const quiet: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Takes precedence over each `protocol.NAME.allow`, which takes precedence over `protocol.allow`.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  GIT_PAGER: 'cat',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_ATTR_NOSYSTEM: '1',
  GCM_INTERACTIVE: 'never',
};

/**
 * The variables that a program needs to start; no GIT_… of the caller, and no home: git before 2.32 does not know
 * GIT_CONFIG_GLOBAL, and would read the settings of a home inside a judged folder.
 */
function inherited(): Readonly<Record<string, string | undefined>> {
  return ofCaller(['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'PATHEXT']);
}

/** The variables that this program was given. */
export function ofCaller(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
