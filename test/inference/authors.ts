// Two sources of the RBAC agree: the permissions inferred from generated Rust equal those in deploy/, and the lines in
// docs/security.md equal those of the inference.
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Given } from '../../src/answers/resolve.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import type { InferredRepository } from '../../src/permissions/infer-repository.ts';
import { nameOf } from '../../src/permissions/words.ts';
import { grantsFor } from '../../src/inventory/grants/grants.ts';
import { generate } from '../generate.ts';
import { inferredFrom } from '../inferred.ts';

export function theAuthorsAgreeOn(sets: readonly (readonly [name: string, given: Given])[]): void {
  describe.each(sets)('%s', (_name, given) => {
    const files = generate(given);
    let inferred: InferredRepository;
    let compared: ReturnType<typeof checkManifests>;
    beforeAll(async () => {
      inferred = await inferredFrom(files);
      compared = checkManifests(inferred);
    });

    test('deploy/ grants exactly what the code needs', () => {
      expect(inferred.inference.unknown).toEqual([]);
      expect(compared.check).toMatchObject({ missing: [], excess: [], unknown: [] });
    });

    test('docs/security.md names a line on the way to each call', () => {
      const permissions = inferred.inference.binaries.flatMap((binary) => binary.permissions);
      const rows = documented(files.get('docs/security.md') ?? '');
      expect(rows.length).toBeGreaterThan(0);
      const astray = rows.filter(({ permission, path, line }) => {
        const ways = permissions
          .filter((one) => `${one.verb} ${nameOf(one)}` === permission)
          .flatMap(({ evidence }) => evidence);
        const lines = (file: string): readonly string[] => files.get(file)?.split('\n') ?? [];
        const text = lines(path)[line - 1];
        // Among kinds that own the same, the inference follows one; the line of another has the same text.
        return !ways
          .flatMap(({ trail, ...call }) => [...trail, call])
          .filter((stop) => basename(stop.path) === basename(path))
          .some((stop) => {
            const at = stop.path === path ? line : lines(stop.path).findIndex((one) => one === text) + 1;
            return at > 0 && isReachedFrom(lines(stop.path), at, stop.line);
          });
      });
      expect(astray).toEqual([]);
    });

    test('every grant has exactly the names and the reach that the code needs', () => {
      const { inference, installed } = inferred;
      const { accounts } = compared;
      const manifests = installed.installations.flatMap((each) => each.manifests);
      for (const { name, permissions } of inference.binaries) {
        const grants = grantsFor(manifests, accounts.get(name), permissions);
        for (const needed of permissions.filter(({ condition }) => condition === null)) {
          const what = `${needed.verb} ${nameOf(needed)}`;
          // The Lease of the controller and Leases that it owns: one verb, needed in two namespaces in two ways.
          if (permissions.some((other) => other !== needed && `${other.verb} ${nameOf(other)}` === what)) continue;
          const same = grants.filter((grant) => `${grant.verb} ${nameOf(grant)}` === what);
          const names = same.some(({ resourceNames }) => resourceNames.length === 0)
            ? []
            : same.flatMap(({ resourceNames }) => resourceNames);
          expect([what, [...new Set(names)].sort()]).toEqual([what, [...needed.resourceNames].sort()]);
          expect([what, same.some(({ scope }) => scope === 'cluster')]).toEqual([what, needed.scope === 'cluster']);
        }
      }
    });
  });
}

interface Documented {
  /** `verb group/resource`. */
  readonly permission: string;
  readonly path: string;
  readonly line: number;
}

/** The rows of the permission tables, one per verb. */
function documented(markdown: string): readonly Documented[] {
  const rows = markdown.matchAll(
    /^\| (?:`([^`]+)` )?`([^`]+)`(?: named `[^`]+`)? \| ([a-z, ]+) \|.*\[`([^`:]+):(\d+)`\]/gm,
  );
  return [...rows].flatMap(([, group = '', resource = '', verbs = '', path = '', line = '']) =>
    verbs.split(', ').map((verb) => ({
      permission: `${verb} ${group === '' ? resource : `${group}/${resource}`}`,
      path,
      line: Number(line),
    })),
  );
}

/** Whether the second line is the first, or follows it in the same function: a call may start lines above its end. */
function isReachedFrom(lines: readonly string[], from: number, to: number): boolean {
  return to >= from && !lines.slice(from, to).some((line) => /^\s*(pub )?(async )?fn /.test(line));
}
