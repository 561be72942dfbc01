// Hostile texts in input documents and in words of the command line, through every output: each stays text, in bounded
// time.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { committed, commit } from '../cli/committed.ts';
import { cli, emptyFolder, type Outcome } from '../cli/run.ts';
import { bound } from './bounded.ts';
import { expectHarmless, moreEvil } from './hostile-words.ts';

describe.each(Object.entries(moreEvil))('%s', (_, text) => {
  test('in an audit report stays text in every fleet report', { timeout: 120_000 }, async () => {
    const folder = emptyFolder();
    writeFileSync(
      path.join(folder, 'pod.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n',
    );
    const { stdout } = await cli(
      ['audit', '.', '--json', '--rules', 'no-service-links,read-only-root-filesystem'],
      folder,
    );
    const file = path.join(folder, 'report.json');
    const taken = await poisoned(JSON.parse(stdout), text, async (document) => {
      writeFileSync(file, JSON.stringify(document));
      const outcome = await judged(['report', 'report.json', '--format', 'csv'], folder);
      return outcome.status === 0;
    });
    writeFileSync(file, JSON.stringify(taken));
    const { stdout: table } = await judged(['report', file, '--format', 'csv'], folder);
    expect(table).not.toMatch(/(?:^|,)"?[=+@]/m);
    for (const words of [
      ['report', file],
      ['report', file, '--json'],
      ['report', file, '--format', 'html'],
    ])
      expect(await judged(words, folder)).toMatchObject({ status: 0 });
    await judged(['report', file, '--format', 'html', '--output', 'page.html'], folder);
    const page = readFileSync(path.join(folder, 'page.html'), 'utf8');
    expect(page).not.toMatch(/<script>alert|<img src=x/);
    writeFileSync(file, JSON.stringify({ error: { message: text } }));
    for (const format of ['table', 'csv', 'html', 'json']) await judged(['report', file, '--format', format], folder);
    await judged(['report', text], folder);
  });

  test('in a preset stays text in its check and in an audit', { timeout: 120_000 }, async () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'preset'));
    const write = (file: string, value: unknown): void =>
      writeFileSync(path.join(folder, 'preset', file), JSON.stringify(value));
    for (const [package_, document] of presetsWith(text)) {
      write('package.json', package_);
      write('preset.yaml', document);
      for (const words of [
        ['preset', 'check', 'preset'],
        ['audit', '.', '--preset', 'preset'],
        ['audit', '.', '--preset', 'preset', '--json'],
      ])
        await judged(words, folder);
    }
    await judged(['preset', 'check', text], folder);
    await judged(['preset', text], folder);
  });

  test('in the files that update and add read it stays text', { timeout: 300_000 }, async () => {
    const folder = await committed();
    // Not in Rust files, which take half of the time.
    for (const rust of ['src', 'tests']) rmSync(path.join(folder, rust), { recursive: true });
    const write = (file: string, content: string): void => writeFileSync(path.join(folder, file), content);
    write('README.md', `${readFileSync(path.join(folder, 'README.md'), 'utf8')}\n${text}\n`);
    write(
      'deploy/pdb.yaml',
      `# ${text.replaceAll(/[\n\r\u2028]/g, ' ')}\n${readFileSync(path.join(folder, 'deploy/pdb.yaml'), 'utf8')}`,
    );
    commit(folder);
    const commands = [
      ['update', '.', '--check'],
      ['update', '.', '--dry-run'],
      ['update', '.', '--explain', text, '--json'],
      ...['owned', 'kind', 'host', text].map((word) => ['add', word, text, '--dry-run']),
    ];
    for (const words of commands) await judged(words, folder);
    for (const [file, document] of recordsWith(folder, text)) {
      const before = readFileSync(path.join(folder, file), 'utf8');
      write(file, JSON.stringify(document));
      await judged(['update', '.', '--check', '--json'], folder);
      write(file, before);
    }
  });

  test('as a word stays text in explain, completion and every other command', { timeout: 60_000 }, async () => {
    const folder = emptyFolder();
    for (const words of [
      ['explain', text],
      ['explain', text, '--json'],
      ['completion', text],
      ['audit', '.', '--rules', text],
      [`--${text}`],
      [text, text],
    ])
      await judged(words, folder);
  });
});

async function judged(words: readonly string[], folder: string): Promise<Outcome> {
  const start = process.cpuUsage();
  const outcome = await cli(words, folder);
  const { user, system } = process.cpuUsage(start);
  expect({ words: words.map((word) => word.slice(0, 40)), seconds: (user + system) / 1e6 }).toMatchObject({
    seconds: expect.toSatisfy((seconds: number) => seconds < bound),
  });
  expectHarmless(words, outcome);
  return outcome;
}

/** A document with the text in each place that accepts it. */
async function poisoned(
  document: unknown,
  text: string,
  isTaken: (document: unknown) => Promise<boolean>,
): Promise<unknown> {
  let taken = document;
  for (const way of waysIn(document)) {
    const tried = withText(taken, way, text);
    if (await isTaken(tried)) taken = tried;
  }
  expect(taken).not.toEqual(document);
  return taken;
}

/** The paths to every text of a document. */
function waysIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value === 'string') return [[]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => waysIn(inner).map((way) => [key, ...way]));
}

function withText(value: unknown, [key, ...way]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === key ? withText(one, way, text) : one));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? withText(one, way, text) : one]));
}

/** A preset with the text in one place, for each place. */
function presetsWith(text: string): readonly (readonly [unknown, unknown])[] {
  const named = { name: 'preset', version: '1.0.0' };
  const documents = [
    { answers: { license: { locked: 'none', reason: text } } },
    { answers: { license: { locked: text, reason: 'a' } } },
    { answers: { repository: { pattern: text, reason: 'a' } } },
    { answers: { [text]: { locked: 'a', reason: 'a' } } },
    { rules: { 'security-policy': { severity: 'critical', reason: text } } },
    { rules: { [text]: { severity: 'critical', reason: 'a' } } },
    { exceptions: [{ repository: 'a/b', rule: 'no-wildcards', until: '2099-01-31', reason: text }] },
    { exceptions: [{ repository: text, rule: text, until: text, reason: text }] },
    {
      require: [
        { id: 'acme-a', kind: 'v1/Pod', path: 'metadata.labels["a"]', matches: '^a$', severity: 'high', reason: text },
      ],
    },
    { require: [{ id: text, kind: text, path: text, matches: text, severity: text, reason: text }] },
    { files: [{ from: text, to: text, mode: text, reason: text }] },
    { extends: text, [text]: text },
  ];
  return [
    ...documents.map((document) => [named, document] as const),
    [{ name: text, version: '1.0.0' }, {}],
    [{ name: 'preset', version: text }, {}],
  ];
}

/** The record and the answers, with the text in their places. */
function recordsWith(folder: string, text: string): readonly (readonly [string, unknown])[] {
  return ['.yo-rc.json', '.kube-secure-controller.lock.json'].flatMap((file) => {
    const document: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    const ways = waysIn(document).slice(0, 2);
    return [
      ...ways.map((way) => [file, withText(document, way, text)] as const),
      [file, { ...(document as object), [text]: text, files: { [text]: text } }] as const,
    ];
  });
}
