// The commands by their word. A new command is one record here.
import type { Command } from './command.ts';

/** What runs when the first word is no command: it is a directory then. */
export const defaultCommand: Command = {
  summary: 'write a new controller repository',
  usage: '[directory]',
  positionals: 1,
  flags: async () => (await import('./create-flags.ts')).createFlags,
  load: async () => (await import('./create.ts')).create,
};

export const commands: Readonly<Record<string, Command>> = {};
