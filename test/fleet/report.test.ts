// A fleet report shows the numbers of each audit report, and refuses an invalid report by its file name.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, emptyFolder } from '../cli/run.ts';

const example = path.resolve('examples/preset');
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/report.schema.json', 'utf8')),
);

type Json = Readonly<Record<string, unknown>>;

/** A repository of Acme with its report. */
async function judge(
  folder: string,
  name: string,
  change: (root: string) => void = () => {},
  words: readonly string[] = ['--preset', example],
): Promise<Json> {
  const { stderr } = await cli(
    [name, '--yes', '--preset', example, '--repository', `acme/${name}`, '--license', 'none'],
    folder,
  );
  expect(stderr).toBe('');
  const root = path.join(folder, name);
  mkdirSync(path.join(root, '.git'));
  writeFileSync(path.join(root, '.git', 'config'), `[remote "origin"]\n\turl = git@github.com:acme/${name}.git\n`);
  change(root);
  const { stdout } = await cli(['audit', name, '--json', ...words], folder);
  writeFileSync(path.join(folder, `${name}.json`), stdout);
  return JSON.parse(stdout);
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('four repositories', () => {
  const files = ['fresh.json', 'drifted.json', 'behind.json', 'weak.json', 'failed.json'];
  const audits = new Map<string, Json>();
  const folder = mkdtempSync(path.join(tmpdir(), 'fleet-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    audits.set('fresh', await judge(folder, 'fresh'));
    audits.set(
      'drifted',
      await judge(folder, 'drifted', (root) => edit(path.join(root, 'docs/ONCALL.md'), (text) => `${text}!`)),
    );
    audits.set(
      'behind',
      await judge(folder, 'behind', (root) =>
        edit(path.join(root, '.yo-rc.json'), (text) =>
          text.replace('"version": "1.4.0"', '"version": "1.3.0"').replace(/"version": "0[^"]*"/, '"version": "0.0.1"'),
        ),
      ),
    );
    audits.set(
      'weak',
      await judge(folder, 'weak', (root) =>
        edit(path.join(root, 'deploy/deployment.yaml'), (text) =>
          text
            .replaceAll('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true')
            .replaceAll('runAsNonRoot: true', 'runAsNonRoot: false'),
        ),
      ),
    );
    writeFileSync(path.join(folder, 'failed.json'), (await cli(['audit', 'nowhere', '--json'], folder)).stdout);
  }, 60_000);

  const report = async (...words: readonly string[]) => cli(['report', ...files, ...words], folder);

  test('have the numbers of their own audits', async () => {
    const document = JSON.parse((await report('--json')).stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.repositories).toHaveLength(4);
    for (const row of document.repositories) {
      const own = audits.get(row.repository.replace('acme/', ''));
      const counts = own?.['counts'] as Json;
      expect(row).toMatchObject({
        grade: own?.['grade'],
        score: own?.['score'],
        reach: own?.['reach'],
        findings: counts['findings'],
        suppressed: counts['suppressed'],
        gets: ((own?.['blastRadius'] ?? []) as readonly Json[]).map(({ consequence }) => consequence),
      });
    }
    const sum = document.repositories.reduce(
      (all: number, { findings }: { findings: { high: number } }) => all + findings.high,
      0,
    );
    expect(document.totals.findings.high).toBe(sum);
  });

  test('are listed with the most severe first', async () => {
    const { repositories, totals, failed } = JSON.parse((await report('--json')).stdout);
    const states = repositories.map(({ repository, state }: Json) => [repository, state]);
    expect(states[0]).toEqual(['acme/weak', 'current']);
    expect(Object.fromEntries(states)).toEqual({
      'acme/weak': 'current',
      'acme/fresh': 'current',
      'acme/drifted': 'drifted',
      'acme/behind': 'behind',
    });
    const behind = repositories.find(({ repository }: Json) => repository === 'acme/behind').behind;
    expect(behind).toEqual([
      expect.stringMatching(/^it is of version 0\.0\.1, and \S+ judged it$/),
      'it is on @acme/controller-preset@1.3.0, and must be on @acme/controller-preset@1.4.0',
    ]);
    expect(totals).toMatchObject({ repositories: 4, failed: 1, behind: 1, drifted: 1 });
    expect(failed).toEqual([{ file: 'failed.json', message: expect.stringContaining('does not exist') }]);
  });

  test('are one line each, as a table and as CSV, and so is the failed audit', async () => {
    const table = (await report()).stdout.split('\n');
    expect(table[0]).toMatch(/^repository +grade +score +critical/);
    expect(table[1]).toMatch(/^acme\/weak +[A-F] +\d+ /);
    expect(table.join('\n')).toContain('failed  failed.json');
    const csv = (await report('--format', 'csv')).stdout.trimEnd().split('\n');
    expect(csv).toHaveLength(6);
    expect(csv.at(-1)).toMatch(/failed\.json,.*does not exist/);
  });

  test('are written completely to a file, also over an existing report', async () => {
    for (const _ of ['first', 'again']) {
      const { status, stdout, stderr } = await report('--format', 'html', '--output', 'fleet.html');
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: '',
        stderr: 'Wrote fleet.html: 4 of 5 repositories have a report.\n',
      });
      expect(readFileSync(path.join(folder, 'fleet.html'), 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    }
  });

  test.each([
    ['nowhere.json', undefined, 'nowhere.json does not exist.'],
    ['cut.json', '{"schemaVersion": 1,', 'cut.json is not a JSON object; `audit --json` writes one.'],
    ['a.sarif', '{"version": "2.1.0", "runs": []}', 'a.sarif is SARIF; report reads the output of `audit --json`.'],
    ['other.json', '{"name": "a"}', 'other.json is not a report of `audit --json`: it has no schemaVersion.'],
    ['next.json', '{"schemaVersion": 2}', 'next.json has version 2 of the schema'],
    [
      'short.json',
      '{"schemaVersion": 1, "repository": {"origin": null}}',
      'short.json repository.directory is not there',
    ],
    ['__proto__.json', '{"schemaVersion": 1, "__proto__": {"repository": 1}}', 'repository.origin is not there'],
  ])('%s is refused by name, even among valid reports', async (file, text, message) => {
    if (text !== undefined) writeFileSync(path.join(folder, file), text);
    const { status, stdout, stderr } = await cli(['report', 'fresh.json', file], folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('are counted once each: two reports of one repository are refused, and so is a fleet report', async () => {
    writeFileSync(path.join(folder, 'copy.json'), readFileSync(path.join(folder, 'fresh.json')));
    writeFileSync(path.join(folder, 'many.json'), (await report('--json')).stdout);
    const { status, stderr } = await cli(['report', 'fresh.json', 'copy.json', 'many.json'], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('fresh.json and copy.json are all of acme/fresh: keep one.');
    expect(stderr).toContain('many.json is the output of report');
  });

  test('that cannot be compared are reported separately', async () => {
    writeFileSync(
      path.join(folder, 'auditor.json'),
      (await cli(['audit', 'weak', '--json', '--profile', 'auditor', '--min-severity', 'high'], folder)).stdout,
    );
    const { stdout } = await cli(['report', 'fresh.json', 'auditor.json'], folder);
    expect(stdout.replaceAll('\n', ' ')).toContain('auditor (1), regular (1)');
    expect(stdout).toContain('Without what is less than high: acme/weak.');
    expect(stdout).toContain('no preset asked');
  });
});

test('a malicious name stays text in every format', async () => {
  const folder = emptyFolder();
  const evil = '=<img src=x onerror=alert(1)>"\u202e';
  const audit = await judge(folder, 'one', undefined, []);
  const named = { ...audit, repository: { origin: null, directory: evil, path: '' } };
  writeFileSync(path.join(folder, 'evil.json'), JSON.stringify(named));
  const page = (await cli(['report', 'evil.json', '--format', 'html'], folder)).stdout;
  expect(page).not.toContain('<img');
  expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;&#34;\\u{202e}');
  const csv = (await cli(['report', 'evil.json', '--format', 'csv'], folder)).stdout.split('\n')[1];
  expect(csv).toMatch(/^"'=<img src=x onerror=alert\(1\)>""\\u\{202e\}",/);
  const link = { ...audit, repository: { origin: 'x"onmouseover=alert(1)', directory: 'a', path: '' } };
  writeFileSync(path.join(folder, 'evil.json'), JSON.stringify(link));
  expect((await cli(['report', 'evil.json', '--format', 'html'], folder)).stdout).not.toContain('<a href');
});

test('no report at all is wrong usage', async () => {
  const { status, stderr } = await cli(['report'], emptyFolder());
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('report reports/*.json') });
});
