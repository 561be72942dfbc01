// Sentences that readers had to read twice, by kind: https://www.gov.uk/guidance/content-design/writing-for-gov-uk
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

type Kind = readonly [RegExp, bad: string, good: string];

/** The kind, an example, and the better sentence. */
const kinds: readonly Kind[] = [
  [/\bsomebody \w+ who\b/i, 'What somebody gets who takes it over', 'What an attacker who takes it over gets'],
  [/\bwhat (?:whoever|who)\b/i, 'What whoever takes it over gets', 'What an attacker who takes it over gets'],
  [/\bfor ever\b/i, 'It lives for ever', 'It never expires'],
  [/^[A-Z][\w ]{2,20} first, as\b/, 'A release first, as the image is not there', 'Publish a release first'],
];

/** Kinds that are checked only in pages, sentence by sentence, because code would give false alarms. */
const kindsInPages: readonly Kind[] = [
  [
    /^(?:\*\*)?(?:What|Who|Whoever) [^?]*\.$/,
    'What runs stays the same, so it is safe.',
    'The change is safe, because the same image runs.',
  ],
  [/\bbeside\b/i, 'Three times as fast beside copier.', 'Three times as fast as copier.'],
  [/\bbut for\b/, 'The same but for what was meant.', 'Only the intended changes.'],
  [/\b(?:is|are|was|were) asked (?:about|of)\b/, 'It is asked about.', '`harden` asks about it.'],
  [/\b(?:is|are|was|were) told (?:by|of)\b/, 'The account is told by the workload.', 'The workload tells the account.'],
  [/\bnobody (?:asks|tells|knows)\b/i, 'Nobody asks the network.', 'It uses no network.'],
  [/\bby halves\b/, 'A checkout by halves.', 'A partial checkout.'],
  [/\bthat (?:is|are|was|were) (?:there|here)\b/, 'A file that is there is kept.', 'An existing file is kept.'],
  [/(?<!there )\b(?:is|are) none\b/i, 'A document that is none.', 'An invalid document.'],
  [/\bsa(?:y|ys|id) of\b/, 'What a repository says of itself.', 'Statements of a repository about itself.'],
  [/\basks? of\b/, 'What a crate asks of the API server.', 'The requests of a crate to the API server.'],
  [/\bstands? (?:in(?! for\b)|under|below|where|at)\b/, 'The role stands in a file.', 'The role is in a file.'],
  [/\ball the same\b/, 'It is judged all the same.', 'It is judged anyway.'],
  [/(?<!one )\bwho may \w+ may\b/i, 'Who may dispatch may push.', 'Anyone who may dispatch may push.'],
  [
    /\bfrom (?:which|then) on the\b/,
    'A bound, from which on the rest is unknown.',
    'Beyond a bound, the rest is unknown.',
  ],
  [/\bis held to\b/, 'The pipeline is held to the schema.', 'A test checks the pipeline against the schema.'],
];

test.each([...kinds, ...kindsInPages])('%s matches its bad example, and not its good one', (kind, bad, good) => {
  expect([kind.test(bad), kind.test(good)]).toEqual([true, false]);
});

const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...below('docs').filter((file) => file.endsWith('.md')),
];

test('no text for users or contributors has such a sentence', () => {
  const files = [...new Set([...pages, ...below('docs'), ...below('templates'), ...below('src')])];
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (kinds.some(([kind]) => kind.test(line)) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test('no sentence of a page is of a kind for pages', () => {
  const sentences = pages.flatMap((file) =>
    sentencesIn(readFileSync(file, 'utf8')).map((sentence) => [file, sentence] as const),
  );
  expect(sentences.length).toBeGreaterThan(1500);
  const found = sentences.filter(([, sentence]) => kindsInPages.some(([kind]) => kind.test(sentence)));
  expect(found.map(([file, sentence]) => `${file}: ${sentence}`)).toEqual([]);
});

test('no comment in the code is of a kind for pages', () => {
  const [, ...kindsInComments] = kindsInPages;
  const files = ['src', 'test', 'scripts', 'generators'].flatMap(below).filter((file) => /\.[tj]s$/.test(file));
  const comments = files.flatMap((file) =>
    commentsIn(readFileSync(file, 'utf8')).map((comment) => [file, comment] as const),
  );
  expect(comments.length).toBeGreaterThan(5000);
  const found = comments.filter(([, comment]) => kindsInComments.some(([kind]) => kind.test(comment)));
  expect(found.map(([file, comment]) => `${file}: ${comment}`)).toEqual([]);
});

/** The comments that begin a line, each as one line, without code. */
function commentsIn(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:\/\*\*[^]*?\*\/|(?:\s*\/\/[^\n]*\n)+)/gm)].map(([comment]) =>
    comment
      .replaceAll(/^\s*(?:\/\*\*|\*\/|\*|\/\/)/gm, '')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/`[^`]*`/g, '`…`')
      .trim(),
  );
}

test('a sentence may span lines, and code has none', () => {
  const text =
    '# A title\n\nOne\nsentence. Another.\n\n- a point. More\n  of it\n\n| a | b |\n\n    code. Of it\n\n```sh\ncode\n```\n';
  expect(sentencesIn(text)).toEqual(['A title', 'One sentence.', 'Another.', 'a point.', 'More of it', 'a', 'b']);
});

/** The sentences of paragraphs, points, headings and cells, without code. */
function sentencesIn(text: string): readonly string[] {
  return text
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/^ {4}.*$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '`…`')
    .split(/\n(?=\n|[ ]*(?:[-*|#]|\d+\.)\s?)/)
    .flatMap((block) => (block.trim().startsWith('|') ? block.split('|') : [block]))
    .flatMap((block) =>
      block
        .replace(/^\s*(?:[-*#]+|\d+\.)\s+/, '')
        .replaceAll(/\s+/g, ' ')
        .split(/(?<=[.?!:;]) /),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[a-z]/i.test(sentence));
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|ts|js|ejs|rs|ya?ml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\.vitepress/.test(file));
}
