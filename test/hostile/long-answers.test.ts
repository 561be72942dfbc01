// Answers that are lists of five thousand: each is written or refused, within the bound of any hostile input.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { acceptedOf } from '../answers/outputs/law.ts';
import { plain } from '../answers/outputs/plain.ts';
import { textual } from '../answers/outputs/values.ts';
import { emptyFolder, tree } from '../cli/run.ts';
import { boundedProgram } from './bounded.ts';

const bounded = boundedProgram();
const count = 5000;
const lists = textual.filter(([, { type }]) => type === 'list');

test('some answers are lists', () => expect(lists.length).toBeGreaterThan(5));

test.each(lists)('%s', async (key, answer) => {
  const folder = emptyFolder();
  const beside = Object.values(plain).find((given) => given[key] !== undefined);
  // A value with few accepted texts repeats them.
  const accepted = [...new Set(acceptedOf(key, answer, 400))].filter((text) => text.length < 100);
  const values = Array.from({ length: count }, (_, at) => numbered(accepted[at % accepted.length] ?? '', at));
  const given = { ...beside, name: 'app', [key]: values };
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(given));
  const { status, stderr } = await bounded(['app', '--yes', '--answers', 'answers.json'], folder);
  expect({ status, stderr }).toEqual({ status: expect.toBeOneOf([0, 2]), stderr });
  expect(stderr).not.toMatch(/please report it|TypeError|RangeError/);
  if (status === 2) expect(stderr).toContain(`--${answer.flag}`);
});

test.each(['kustomize', 'helm', 'both'])('a repository for %s watches five thousand namespaces', async (packaging) => {
  const folder = emptyFolder();
  const watchNamespaces = Array.from({ length: count }, (_, at) => `team-${at}-${'x'.repeat(50)}`);
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify({ name: 'app', packaging, watchNamespaces }));
  for (const words of [
    ['app', '--yes', '--answers', 'answers.json'],
    ['app', '--yes', '--force', '--no-metrics'],
  ])
    expect(await bounded(words, folder)).toMatchObject({ status: 0 });
  expect(Object.values(tree(folder)).some((text) => text.includes('team-4999-'))).toBe(true);
});

/** A unique text, if the answer accepts one with a number at its end. */
function numbered(text: string, at: number): string {
  return /^[a-z][a-z0-9]*$/.test(text) ? `${text.slice(0, 50)}${at}` : text;
}
