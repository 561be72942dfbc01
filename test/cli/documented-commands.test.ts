// Commands in the docs work: the program knows each flag and value.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { commands, defaultCommand } from '../../src/commands/index.ts';
import { cli, emptyFolder } from './run.ts';

const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map((file) => `docs/${file}`)].filter((file) =>
  file.endsWith('.md'),
);

const names = Object.keys(commands).join('|');
const program = /(?:npm init kube-secure-controller|(?<![\w/-])create-kube-secure-controller(?:@[\w.]+)?)\s+([^\n]*)/;
const bare = new RegExp(`^((?:${names}) --[^\\n]*)`);

/** The words after the program in each command line of a page: in blocks of code and between backticks. */
function commandsIn(page: string): readonly (readonly string[])[] {
  const text = readFileSync(page, 'utf8').replaceAll('\\|', '¦');
  const blocks = [...text.matchAll(/^```[^\n]*\n([^]*?)^```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  const lines = [...text.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line);
  const spans = [...text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [...blocks, ...lines, ...spans].flatMap((code) => {
    const [, words] = program.exec(code.trim()) ?? bare.exec(code.trim()) ?? [];
    return words === undefined ? [] : [wordsOf(words)];
  });
}

/** The words before shell syntax. */
function wordsOf(line: string): readonly string[] {
  const [own = ''] = line.split(/ ?[;|>`]| && | {2,}| #/);
  return own
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '--')
    .map((word) => word.replaceAll(/^"|"$/g, ''));
}

const documented = pages.flatMap((page) => commandsIn(page).map((words) => [page, words.join(' '), words] as const));

test('the docs hold commands', () => {
  expect(documented.length).toBeGreaterThan(80);
  expect(new Set(documented.map(([page]) => page)).size).toBeGreaterThan(8);
});

test.each(documented)('%s: the program knows the flags and values of %j', async (_page, _line, words) => {
  const command = commands[words[0] ?? ''];
  const known = await (command ?? defaultCommand).flags();
  // The reader replaces `[directory]` and `…`.
  const given = words.slice(command === undefined ? 0 : 1).filter((word) => !/^(?:\[.*\]|…|<.*>)$/.test(word));
  const { problems } = parseArguments(given, known, Number.POSITIVE_INFINITY);
  // `rbac --observed` only names a flag, and the reader chooses its value.
  const isName = given.length === 1;
  expect(problems.filter((problem) => !(isName && problem.includes(' needs a value')))).toEqual([]);
});

const written = documented.filter(
  ([, , words]) => words.includes('--yes') && commands[words[0] ?? ''] === undefined && !words.includes('--preset'),
);

test.each(written)('%s: %j writes a repository', async (_page, _line, words) => {
  const { status, stderr } = await cli([...words, '--dry-run', '--json'], emptyFolder());
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
