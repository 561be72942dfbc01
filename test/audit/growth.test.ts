// The work of an audit grows with the number of namespaces, and not with its square.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { generate } from '../generate.ts';

/** The least processor time of several audits: whatever else runs here only adds to it. */
function timeFor(namespaces: number): number {
  const watchNamespaces = Array.from({ length: namespaces }, (_, index) => `team-${index}`);
  const files = [...generate({ name: 'many', scope: 'namespaced', watchNamespaces })];
  const times = [1, 2].map(() => {
    const start = process.cpuUsage();
    const { roles } = rolesIn(files);
    expect(roles).toBeGreaterThanOrEqual(namespaces);
    return process.cpuUsage(start).user;
  });
  return Math.min(...times);
}

/** A new repository for each audit: nothing of an earlier one may be left. */
function rolesIn(files: readonly (readonly [string, string])[]): { readonly roles: number } {
  const { findings } = audit(repositoryOf(files.map(([path, text]) => [path, spoiled(path, text)])), {});
  return { roles: findings.filter(({ rule }) => rule === 'no-wildcards').length };
}

/** Every role grants every verb, so that each of them is in findings, too. */
function spoiled(path: string, text: string): string {
  return path === 'deploy/rbac.yaml' ? text.replaceAll(/verbs: \[.*?\]/g, 'verbs: ["*"]') : text;
}

test('an audit of four times as many namespaces takes at most six times as long', () => {
  timeFor(20);
  const [few, many] = [timeFor(500), timeFor(2000)];
  expect(many / few).toBeLessThanOrEqual(6);
}, 120_000);
