// Three whole repositories as files, so that a reviewer sees what a change of a template does to them.
// A change is accepted with `npx vitest run test/golden.test.ts -u`; Cargo.lock and LICENSE are left out for their length,
// and what the generator keeps of itself, which changes with every file.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writtenPath } from '../src/scaffold/written.ts';
import { generate } from './generate.ts';
import { repositories } from './repositories.ts';

const home = path.join(import.meta.dirname, 'golden');

describe.each(['default', 'two-namespaces', 'irsa'])('%s', (name) => {
  const files = [...generate(repositories[name] ?? {})].filter(
    ([file]) => !['Cargo.lock', 'LICENSE', writtenPath].includes(file),
  );

  test.each(files)('%s', async (file, content) => {
    await expect(content).toMatchFileSnapshot(path.join(home, name, file));
  });

  test('has no file that nobody generates any more', () => {
    const golden = existsSync(path.join(home, name))
      ? readdirSync(path.join(home, name), { recursive: true, withFileTypes: true })
      : [];
    const paths = golden
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(path.join(home, name), path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      );
    expect(paths.sort()).toEqual(files.map(([file]) => file).sort());
  });
});
