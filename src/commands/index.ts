// The commands by their word. A new command is one record here.
import type { Command } from '../cli/command.ts';
import { table } from '../table.ts';

/** Runs if the first word is not a command: it is then a directory. */
export const defaultCommand: Command = {
  summary: 'write a new controller repository',
  usage: '[directory]',
  positionals: 1,
  flags: async () => (await import('./create/flags.ts')).createFlags,
  help: async () => (await import('./create/help.ts')).createHelp,
  load: async () => (await import('./create/run.ts')).create,
};

/** Loads a command that infers, while the thread for that starts. */
async function beside<T>(load: () => Promise<T>): Promise<T> {
  const { prepare } = await import('../permissions/run-task.ts');
  prepare();
  return load();
}

export const commands = table<Command>({
  audit: {
    summary: 'judge a repository by the hardening rules: findings, their lines, and what to do',
    usage: '[directory]',
    positionals: 1,
    flags: async () => (await import('./audit/flags.ts')).auditFlags,
    help: async () => (await import('./audit/help.ts')).auditHelp,
    load: () => beside(async () => (await import('./audit/run.ts')).audit),
  },
  explain: {
    summary: 'explain a rule: its reason, a bad and a good example, what its fix may break, how to accept a finding',
    usage: 'RULE',
    positionals: 1,
    flags: async () => (await import('./explain/flags.ts')).explainFlags,
    help: async () => (await import('./explain/help.ts')).explainHelp,
    load: async () => (await import('./explain/run.ts')).explain,
  },
  harden: {
    summary: 'add and tighten hardening in an existing repository',
    usage: '[directory]',
    positionals: 1,
    flags: async () => (await import('./harden/flags.ts')).hardenFlags,
    help: async () => (await import('./harden/help.ts')).hardenHelp,
    load: () => beside(async () => (await import('./harden/run.ts')).harden),
  },
  rbac: {
    summary: 'infer the permissions that the Rust source needs, and compare or write the manifests',
    usage: '[directory]',
    positionals: 1,
    flags: async () => (await import('./rbac/flags.ts')).rbacFlags,
    help: async () => (await import('./rbac/help.ts')).rbacHelp,
    load: () => beside(async () => (await import('./rbac/run.ts')).rbac),
  },
  update: {
    summary: 'merge newer templates or changed answers into a generated repository',
    usage: '[directory]',
    positionals: 1,
    flags: async () => (await import('./update/flags.ts')).updateFlags,
    help: async () => (await import('./update/help.ts')).updateHelp,
    load: async () => (await import('./update/run.ts')).update,
  },
  report: {
    summary: 'show many repositories in one table, from the output of `audit --json` for each',
    usage: 'FILE…',
    positionals: Number.POSITIVE_INFINITY,
    flags: async () => (await import('./report/flags.ts')).reportFlags,
    help: async () => (await import('./report/help.ts')).reportHelp,
    load: async () => (await import('./report/run.ts')).report,
  },
  preset: {
    summary: 'validate a preset of an organisation, or write a first one',
    usage: 'check|init FOLDER',
    positionals: 2,
    flags: async () => (await import('./preset/flags.ts')).presetFlags,
    help: async () => (await import('./preset/help.ts')).presetHelp,
    load: async () => (await import('./preset/run.ts')).preset,
  },
  completion: {
    summary: 'print a script that lets a shell complete commands, flags and values',
    usage: 'bash|zsh|fish',
    positionals: 1,
    flags: async () => (await import('./completion/flags.ts')).completionFlags,
    help: async () => (await import('./completion/help.ts')).completionHelp,
    load: async () => (await import('./completion/run.ts')).completion,
  },
  add: {
    summary: 'add a kind, an owned kind, a host, a namespace or a behaviour to a generated repository',
    usage: 'WHAT [VALUE] [directory]',
    positionals: 3,
    flags: async () => (await import('./add/flags.ts')).addFlags,
    help: async () => (await import('./add/help.ts')).addHelp,
    load: async () => (await import('./add/run.ts')).add,
  },
});
