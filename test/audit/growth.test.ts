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

/** Measured again where it is too large: a busy machine makes it so now and then, a square always. */
function growthOf(few: number, many: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4 && least > MOST; tries += 1) least = Math.min(least, timeFor(many) / timeFor(few));
  return least;
}

const MOST = 6;

test('an audit of four times as many namespaces takes at most six times as long', () => {
  timeFor(20);
  expect(growthOf(500, 2000)).toBeLessThanOrEqual(MOST);
}, 240_000);
