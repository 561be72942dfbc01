// Fixtures: Rust with the expectation on the line that causes it, compared both ways.
//
// `// rbac: list, watch pods`            these verbs, anywhere in the cluster
// `// rbac: get secrets in own`          in the program's own namespace; `in configured`, `in team-a` likewise
// `// rbac: patch apps/deployments named web`    only this name
// `// rbac: maybe create pods`           under a condition
// `// rbac: unknown`                     reported as not resolved
// `// rbac: fault`                       a call that fails whatever is granted
// `// rbac: none`                        nothing (what has no comment needs nothing either)
// Several expectations of a line are separated by `;`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nameOf } from '../../src/permissions/words.ts';
import type { Inference } from '../../src/inference/infer.ts';
import type { Permission } from '../../src/inference/permission.ts';

export const folder = path.join(import.meta.dirname, 'fixtures');

export function readFixture(name: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>([
    ['Cargo.toml', '[package]\nname = "fixture"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
  ]);
  const root = path.join(folder, name);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
    files.set(
      file.endsWith('.rs') && !file.includes('/') ? `src/${file}` : file,
      readFileSync(path.join(entry.parentPath, entry.name), 'utf8'),
    );
  }
  return files;
}

/** `path:line verb resource …`, sorted. */
export function expected(files: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  for (const [file, text] of files) {
    for (const [at, line] of text.split('\n').entries()) {
      const comment = /\/\/ rbac: (.*)$/.exec(line)?.[1];
      if (comment === undefined || comment === 'none') continue;
      for (const part of comment.split(';')) {
        if (['unknown', 'fault'].includes(part.trim())) found.push(`${file}:${at + 1} ${part.trim()}`);
        else found.push(...verbsOf(part.trim()).map((each) => `${file}:${at + 1} ${each}`));
      }
    }
  }
  return [...new Set(found)].sort();
}

function verbsOf(part: string): readonly string[] {
  const [, maybe = '', verbs = '', rest = ''] = /^(maybe )?((?:\w+, )*\w+) (.*)$/.exec(part) ?? [];
  return verbs.split(', ').map((verb) => `${maybe}${verb} ${rest}`);
}

export function inferred({ binaries, unknown, faults }: Inference): readonly string[] {
  const permissions = binaries.flatMap((binary) =>
    binary.permissions.flatMap((permission) =>
      permission.evidence.map(({ path: file, line }) => `${file}:${line} ${describe(permission)}`),
    ),
  );
  const places = (list: Inference['unknown'], word: string) =>
    list.map(({ path: file, line }) => `${file}:${line} ${word}`);
  return [...new Set([...permissions, ...places(unknown, 'unknown'), ...places(faults, 'fault')])].sort();
}

function describe(permission: Permission): string {
  const { verb, scope, namespaces, resourceNames, condition } = permission;
  const place =
    scope === 'cluster'
      ? ''
      : scope === 'own-namespace'
        ? ' in own'
        : ` in ${namespaces.length === 0 ? 'configured' : namespaces.join(',')}`;
  const names = resourceNames.length === 0 ? '' : ` named ${resourceNames.join(',')}`;
  return `${condition === null ? '' : 'maybe '}${verb} ${nameOf(permission)}${place}${names}`;
}
