// The tests of the fast suite share one module graph: a module that one test replaces is replaced for all later ones.
// Such tests run in a separate project.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withStandIns } from '../../vitest.config.ts';

test('only the stand-in tests replace a module', () => {
  const files = readdirSync('test', { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== path.basename(import.meta.filename),
    )
    .map((entry) => path.join(entry.parentPath, entry.name).replaceAll(path.sep, '/'));
  const replacing = files.filter((file) =>
    /\bvi\.(mock|doMock|resetModules|stubGlobal)\(/.test(readFileSync(file, 'utf8')),
  );
  expect(replacing.sort()).toEqual(withStandIns);
});
