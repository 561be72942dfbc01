// Sentences that strangers had to read twice, by kind: https://www.gov.uk/guidance/content-design/writing-for-gov-uk
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The kind, an example of it, and what says the same. */
const kinds: readonly (readonly [RegExp, bad: string, good: string])[] = [
  [/\bsomebody \w+ who\b/i, 'What somebody gets who takes it over', 'What an attacker who takes it over gets'],
  [/\bwhat (?:whoever|who)\b/i, 'What whoever takes it over gets', 'What an attacker who takes it over gets'],
  [/\bfor ever\b/i, 'It lives for ever', 'It never expires'],
  [/^[A-Z][\w ]{2,20} first, as\b/, 'A release first, as the image is not there', 'Publish a release first'],
];

test.each(kinds)('%s finds its example, and not what says the same', (kind, bad, good) => {
  expect([kind.test(bad), kind.test(good)]).toEqual([true, false]);
});

test('no text for users or contributors is of such a kind', () => {
  const files = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...below('docs'),
    ...below('templates'),
    ...below('src'),
  ];
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (kinds.some(([kind]) => kind.test(line)) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|ts|ejs|rs|ya?ml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\.vitepress/.test(file));
}
