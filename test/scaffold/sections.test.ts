// Parts of workflows that only some repositories have.
import { expect, test } from 'vitest';
import { sectionsFor } from '../../src/scaffold/sections.ts';
import { generated, law } from './generated.ts';

const none = { charts: false, kustomize: false, helm: false, published: false };
const text = 'a:\n  # with charts\n  b: 1\n  # end\n  c: 2\n';

test('a section appears only for its repository, and its markers never', () => {
  expect(sectionsFor({ ...none, charts: true })(text)).toBe('a:\n  b: 1\n  c: 2\n');
  expect(sectionsFor({ ...none, published: true })(text)).toBe('a:\n  c: 2\n');
});

test('with charts only, the kustomize sections are gone, and nothing else changes', () => {
  expect(sectionsFor({ ...none, helm: true })('# with kustomize\na\n# end\n# with helm\nb\n# end\n')).toBe('b\n');
});

test('some workflows have a section', () => {
  expect(generated.some(({ files, project }) => project.charts && files.has('.github/workflows/release.yml'))).toBe(
    true,
  );
});

law('workflows package charts if there are some, and otherwise do not mention them', ({ files, project }) => {
  for (const name of ['ci', 'release']) {
    const workflow = files.get(`.github/workflows/${name}.yml`);
    if (workflow === undefined) continue;
    expect(workflow).not.toMatch(/# (with \w+|end)$/m);
    expect(/\bhelm\b/.test(workflow), name).toBe(project.charts);
    expect(/\bkustom/.test(workflow), name).toBe(project.kustomize);
  }
});
