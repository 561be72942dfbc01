// Three whole repositories as files, and the GitLab variant of a fourth, so that a reviewer sees the effect of a
// template change. Accept a change with `npx vitest run test/golden.test.ts -u`. Left out are Cargo.lock and LICENSE
// for their length, the record, which changes with every file, and files that equal their template.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../src/answers/resolve.ts';
import { layersOf } from '../src/scaffold/layers.ts';
import { projectFrom } from '../src/scaffold/project.ts';
import { writtenPath } from '../src/scaffold/written.ts';
import { generate, templates } from './generate.ts';
import { repositories } from './repositories.ts';

const home = path.join(import.meta.dirname, 'golden');

/** Only the files of the fourth that differ from those on GitHub. */
const onGitLab = 'two-kinds';

describe.each(['default', 'two-namespaces', 'irsa', onGitLab])('%s', (name) => {
  const answers = repositories[name] ?? {};
  const onGitHub = name === onGitLab ? generate({ ...answers, ci: 'github', repository: 'acme/two-kinds' }) : undefined;
  const layers = layersOf(projectFrom(resolveAnswers(answers, { defaults: true })));
  const templateOf = (file: string): string | undefined =>
    layers
      .flatMap(({ folder, place, text }) => {
        const template = place === undefined ? templates.get(`${folder}/${file}`) : undefined;
        return template === undefined ? [] : [text?.(template) ?? template];
      })
      .at(0);
  const files = [...generate(answers)].filter(
    ([file, content]) => !['Cargo.lock', 'LICENSE', writtenPath].includes(file) && onGitHub?.get(file) !== content,
  );
  const plain = files.filter(([file]) => templateOf(file) !== undefined);
  const rendered = files.filter(([file]) => templateOf(file) === undefined);

  test.each(plain)('%s is its template', (file, content) => {
    expect(content).toBe(templateOf(file));
  });

  test.each(rendered)('%s', async (file, content) => {
    await expect(content).toMatchFileSnapshot(path.join(home, name, file));
  });

  test('has no file that is no longer generated', () => {
    const golden = existsSync(path.join(home, name))
      ? readdirSync(path.join(home, name), { recursive: true, withFileTypes: true })
      : [];
    const paths = golden
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(path.join(home, name), path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      );
    expect(paths.sort()).toEqual(rendered.map(([file]) => file).sort());
  });
});
