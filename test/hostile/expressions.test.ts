// Every regular expression of the program takes time linear in its text, by the verdict of `recheck`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from 'recheck';
import { expect, test } from 'vitest';
import { bounded, filledIn } from './bounded-expressions.ts';
import { expressionsOf } from './expressions.ts';

const sources = path.join(import.meta.dirname, '../../src');
/**
 * Earlier verdicts, because judging all takes minutes. A verdict depends only on the text. `-u` judges new ones, and
 * drops old ones.
 */
const record = path.join(import.meta.dirname, 'safe-expressions.json');
const recorded: readonly string[] = JSON.parse(readFileSync(record, 'utf8'));

/** The exact check decides most in milliseconds; the other tries generated texts, and ends if the first would not. */
const ways = [
  { timeout: 1000, checker: 'automaton' },
  { timeout: 60_000, checker: 'fuzz', attackLimit: 100_000_000 },
] as const;

const places = new Map<string, string>();
const withOpen: string[] = [];
for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' }))
  if (file.endsWith('.ts'))
    for (const { text, line, isOpen } of expressionsOf(file, readFileSync(path.join(sources, file), 'utf8'))) {
      places.set(text, `src/${file}:${line}`);
      if (isOpen) withOpen.push(`src/${file.replaceAll(path.sep, '/')}: ${text}`);
    }

test('each takes time linear in its text, or reads a short text', async () => {
  const unsafe: string[] = [];
  for (const [text, place] of places) {
    if (recorded.includes(text) || Object.hasOwn(bounded, text)) continue;
    const verdict = await verdictOf(text);
    if (verdict !== 'safe') unsafe.push(`${place}: ${text} is ${verdict}`);
  }
  expect(unsafe).toEqual([]);
  const safe = [...places.keys()].filter((text) => !Object.hasOwn(bounded, text)).sort();
  // A new and safe one passes; `-u` records it, so that the next run need not judge it.
  if (safe.some((text) => !recorded.includes(text)) && process.env['CI'] === undefined)
    await expect(`${JSON.stringify(safe, undefined, 2)}\n`).toMatchFileSnapshot(record);
}, 900_000);

test('each entry for a short text is an expression of the program', () => {
  expect(Object.keys(bounded).filter((text) => !places.has(text))).toEqual([]);
});

test('none begins by looking back over a repetition, which costs each place of a text', () => {
  const found = [...places].filter(([text]) => looksBackFirst(text));
  expect(found.map(([text, place]) => `${place}: ${text}`)).toEqual([]);
});

test.each([
  ['/(?<=\\bstruct\\s{1,20}\\w{1,200}\\s)\\bwhere\\b/g', true],
  ['/(?<!a+)b/', true],
  ['/\\bwhere\\b(?<=\\bstruct\\s{1,20}\\w{1,200}\\swhere)/g', false],
  ['/(?<=^|\\s)\\d*<</', false],
  ['/(?<![\\w+*{-])ey/', false],
])('looks back over a repetition first: %s is %s', (text, expected) => {
  expect(looksBackFirst(text)).toBe(expected);
});

test('no text of a repository becomes an expression, except plain words', () => {
  const allowed = Object.entries(filledIn).flatMap(([file, all]) =>
    Object.keys(all).map((expression) => `${file}: ${expression}`),
  );
  expect(withOpen.sort()).toEqual(allowed.sort());
});

test.each([
  ['two adjacent repetitions', '/^a*a*$/', /polynomial|exponential/],
  ['a nested repetition', '/^(a+)+$/', /exponential/],
  ['a search from each blank line', '/^\\s*a/m', /polynomial/],
])('an expression with backtracking is found: %s', async (_, text, verdict) => {
  expect(await verdictOf(text)).toMatch(verdict);
});

test('an expression built from parts is followed', () => {
  const source = "const a = 'x+';\nnew RegExp(`^${a}(${b}|\\\\/)`, 'g');\nRegExp(String.raw`\\s${a}`);\n/y/u;\n";
  expect(expressionsOf('a.ts', source)).toEqual([
    { text: '/^x+(name|\\/)/g', line: 2, isOpen: true },
    { text: '/\\sx+/', line: 3, isOpen: false },
    { text: '/y/u', line: 4, isOpen: false },
  ]);
});

/** V8 tries such an expression at each place; one that begins with a word is searched by that word. */
function looksBackFirst(text: string): boolean {
  const [, behind] =
    /^\/\(\?<[=!]((?:\[(?:\\.|[^\]])*\]|\\.|\((?:\[(?:\\.|[^\]])*\]|\\.|[^()])*\)|[^()])*)\)/.exec(text) ?? [];
  return behind !== undefined && /[*+]|\{\d/.test(behind.replaceAll(/\[(?:\\.|[^\]])*\]|\\./g, 'x'));
}

async function verdictOf(expression: string): Promise<string> {
  const end = expression.lastIndexOf('/');
  for (const way of ways) {
    const found = await check(expression.slice(1, end), expression.slice(end + 1), way);
    if (found.status === 'safe') return 'safe';
    if (found.status === 'vulnerable')
      return `${found.complexity.summary}, as by ${found.attack.pattern.slice(0, 200)}`;
  }
  return 'not judged in time';
}
