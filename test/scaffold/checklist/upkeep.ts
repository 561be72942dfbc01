// Checklist: updates, reports and documents.
import { expect } from 'vitest';
import { law, textOf } from '../generated.ts';
import { at, documents, leaves, list, type Json } from '../json.ts';

law('one bot updates everything that is pinned, after a week', (repository) => {
  const { updates, ci, charts } = repository.project;
  if (updates === 'renovate') {
    const renovate: Json = JSON.parse(textOf(repository, 'renovate.json'));
    expect(at(renovate, 'extends.0')).toBe('config:best-practices');
    expect(leaves(renovate)).toContain('7 days');
    return;
  }
  const [dependabot] = documents(textOf(repository, '.github/dependabot.yml'));
  const updated = list(at(dependabot, 'updates'));
  expect(updated.map((update) => at(update, 'package-ecosystem'))).toEqual([
    'cargo',
    'rust-toolchain',
    'docker',
    ...(charts ? ['docker'] : []),
    ...(ci === 'github' ? ['github-actions'] : []),
  ]);
  for (const update of updated) expect(at(update, 'cooldown.default-days')).toBe(7);
  expect(leaves(dependabot ?? null)).toContain('k8s-openapi');
});

law('the repository says how to report a vulnerability, and who reviews', (repository) => {
  const { ci } = repository.project;
  const form = ci === 'gitlab' ? /-\/issues\/new\?issue%5Bconfidential%5D=true/ : /security\/advisories\/new/;
  expect(textOf(repository, 'SECURITY.md')).toMatch(form);
  expect(textOf(repository, 'SECURITY.md')).toContain('90 days');
  if (ci !== 'none') expect(textOf(repository, `.${ci}/CODEOWNERS`)).toMatch(/^\* @\S+$/m);
});

law('docs/security.md has every part', (repository) => {
  const docs = textOf(repository, 'docs/security.md');
  const parts = [
    'Permissions',
    'What an attacker who takes over the Pod gets',
    'Threat model',
    'Network',
    'Calls to the API server',
    'The image',
  ];
  expect(parts.filter((part) => !docs.includes(`\n## ${part}\n`))).toEqual([]);
  expect(docs).toContain('```mermaid\nflowchart');
  for (const host of repository.project.outsideHosts) expect(docs).toContain(`| \`${host}\`, 443 |`);
});

law('findings of scanners are suppressed in place with a reason, never globally', (repository) => {
  const configurations = /(^|\/)(\.checkov\.ya?ml|\.hadolint\.ya?ml|zizmor\.yml|\.trivyignore.*|\.kube-linter\.ya?ml)$/;
  expect([...repository.files.keys()].filter((path) => configurations.test(path))).toEqual([]);
  for (const [path, text] of repository.files) {
    for (const [line] of text.matchAll(
      /^.*(checkov\.io\/skip|checkov:skip|zizmor: ignore|kube-score\/ignore|#trivy:ignore).*$/gm,
    ))
      expect(line, path).toMatch(/CKV_\w+[=:]\S.{20,}/);
    for (const [line, before] of text.matchAll(/^(.*)\n# hadolint ignore=.*$/gm))
      expect(before, `${path}: ${line}`).toMatch(/^# \S.{20,}/);
  }
});
