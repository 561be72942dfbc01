// The help and the manual page: complete, true, and as wide as the terminal.
import { describe, expect, test } from 'vitest';
import { wrap } from '../../src/formats/wrap.ts';
import { parseArguments } from '../../src/cli/arguments.ts';
import type { Command } from '../../src/cli/command.ts';
import { help } from '../../src/cli/help.ts';
import { manPage } from '../../src/cli/man.ts';
import { commands, defaultCommand } from '../../src/commands/index.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { cli, emptyFolder } from './run.ts';
import { terminal } from './terminal.ts';

const all: readonly (readonly [string, Command])[] = [['', defaultCommand], ...Object.entries(commands)];

async function helpOf(command: Command, columns?: number, topic?: string): Promise<readonly string[]> {
  const name = Object.keys(commands).find((word) => commands[word] === command);
  return help(command, await command.flags(), await command.help(), { name, columns, topic });
}

describe.each(all)('the help of %j', (name, command) => {
  test('shows each flag once, here or under --help external', async () => {
    const flags = (await command.flags()).filter(({ elsewhere }) => elsewhere !== true);
    const shown = [...(await helpOf(command)), ...(name === '' ? await helpOf(command, 96, 'external') : [])];
    const lines = shown.filter((line) => !line.startsWith('  --help external'));
    for (const flag of flags) {
      const spelled = new RegExp(String.raw`^  (-\w, )?--(\[no-\])?${flag.name}( |$)`);
      expect(
        lines.filter((line) => spelled.test(line)),
        flag.name,
      ).toHaveLength(1);
    }
  });

  test.each([30, 40, 60, 71, 72, 80, 96, 200])('fits a terminal of %i columns', async (columns) => {
    const least = Math.max(40, Math.min(columns, 96));
    const whole = (line: string): boolean =>
      /^(Usage|More): |^  create-kube-secure-controller /.test(line) || /^  -/.test(line) || !line.trim().includes(' ');
    const wide = (await helpOf(command, columns)).filter((line) => line.length > least && !whole(line));
    expect(wide.filter((line) => !(name === '' && /^  \w+ /.test(line)))).toEqual([]);
  });

  test('has examples that the command line takes', async () => {
    const { examples } = await command.help();
    expect(examples).not.toEqual([]);
    const shown = await helpOf(command);
    for (const [line] of examples) expect(shown).toContain(`  create-kube-secure-controller ${line}`);
    for (const [line] of examples) {
      const words = line.replace(/ > .*$/, '').split(' ');
      const own = name === '' ? words : words.slice(1);
      expect(name === '' ? undefined : words[0], line).toBe(name === '' ? undefined : name);
      const { problems, flags } = parseArguments(own, await command.flags(), command.positionals);
      expect(problems, line).toEqual([]);
      const rules = flags.get('only') ?? (name === 'explain' ? own[0] : undefined);
      if (typeof rules === 'string') for (const rule of rules.split(',')) expect(ruleIds).toContain(rule);
    }
  });

  test('lists each exit status, and where to read more', async () => {
    const lines = await helpOf(command);
    const { found } = await command.help();
    const statuses = lines.slice(lines.indexOf('Exit status') + 1).flatMap((line) => /^  (\d+) /.exec(line)?.[1] ?? []);
    expect(statuses).toEqual(['0', ...(found === undefined ? [] : ['1']), '2', '3', '130']);
    expect(lines.at(-1)).toMatch(/^More: https:.*\/docs\/[a-z]+\.md$/);
  });
});

test('--help external shows the flags of the providers, and nothing else', async () => {
  const { stdout } = await cli(['--help', 'external'], emptyFolder());
  expect(stdout).toContain('External, when the provider is vault');
  expect(stdout).not.toContain('--kind');
  expect((await cli(['external', '--help'], emptyFolder())).stdout).toBe(stdout);
  expect((await cli(['--help', 'audit'], emptyFolder())).stdout).toContain('Usage:');
});

test('in a terminal, the help has the width of the terminal', async () => {
  const { screen } = await terminal(['audit', '--help'], emptyFolder()).ends();
  const expected = wrap('Judge a repository by the hardening rules: findings, their lines, and what to do.', 90, 0);
  expect(screen).toMatch(/^Usage: create-kube-secure-controller audit \[directory\] \[flags\]\r?$/m);
  for (const line of expected) expect(screen).toContain(line);
  expect(Math.max(...screen.split(/\r?\n/).map((line) => line.length))).toBeLessThanOrEqual(90);
});

test('docs/create-kube-secure-controller.1', async () => {
  await expect(await manPage()).toMatchFileSnapshot('../../docs/create-kube-secure-controller.1');
});
