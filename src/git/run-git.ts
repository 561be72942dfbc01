// The one place that starts git: without a shell, without anybody's settings, with a limit on time and output.
import { mkdtempSync, rmSync, rmdirSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { holdSignals } from '../repo/signals.ts';
import { findGit } from './find-git.ts';

export interface GitCall {
  /** Where git runs. */
  readonly cwd: string;
  readonly input?: string;
  /** How long it may take: so long that no slow machine comes near, for git itself asks nobody and ends. */
  readonly seconds?: number;
  /** What else is judged, besides the directory that git runs in. */
  readonly judged?: string;
  /** Looks for a file that git would wait for without an end, until it is told to stop. */
  readonly findEndless?: (isOver: () => boolean) => Promise<string | undefined>;
  /** More than what every call gets. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface GitOutcome {
  /** Undefined where git crashed, was killed or could not be started: never a success. */
  readonly status: number | undefined;
  readonly stdout: Buffer;
  /** What git said, or why there is nothing that it could say. */
  readonly stderr: string;
  readonly timedOut: boolean;
  /** How long it might take. */
  readonly seconds: number;
  readonly isInstalled: boolean;
  /** The file that it waited for, and was stopped. */
  readonly waitsFor?: string;
}

/** Runs git. Never throws: a git that is not there, that crashes or that does not end is an outcome without a status. */
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
    // It would listen to signals, and leave SIGXFSZ, which Node ignores, to end this process.
    cleanup: false,
    reject: false,
  });
  // What git started itself may outlive it with these open, and would be waited for.
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
  const result = await running;
  isOver = true;
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

/** In milliseconds: only a git that takes longer may be waiting for something. */
const longerThanMost = 2000;

/** Runs git in an empty directory that is in no repository. */
export async function runGitNowhere(words: readonly string[], call: Omit<GitCall, 'cwd'> = {}): Promise<GitOutcome> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'create-kube-secure-controller-git-'));
  const held = holdSignals(() => rmSync(cwd, { recursive: true, force: true }));
  const environment = { ...call.environment, GIT_CEILING_DIRECTORIES: path.dirname(cwd) };
  try {
    return await runGit(words, { ...call, cwd, environment });
  } finally {
    rmdirSync(cwd);
    await held.release();
  }
}

/**
 * Settings that start a program, and that go over those of any file: https://git-scm.com/docs/git-config. A call inside
 * of a repository reads none of its settings to begin with (open-repository.ts); this is the second wall.
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
  // Goes over each `protocol.NAME.allow`, which goes over `protocol.allow`.
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
 * What a program needs to start; no GIT_… of the caller, and no home: a git before 2.32 does not know GIT_CONFIG_GLOBAL, and would
 * take the settings of a home that lies in what is judged.
 */
function inherited(): Readonly<Record<string, string | undefined>> {
  return ofCaller(['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'PATHEXT']);
}

/** Variables as this program was given them. */
export function ofCaller(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
