// The licences of bundled packages: each text once, with every package that comes with it.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { noticeFor } from '../../scripts/notice.js';
import { emptyFolder } from '../cli/run.ts';

test('packages with the same text share it, and no package is left out', () => {
  const root = emptyFolder();
  const packages = [
    ['b', 'Copyright Bo\n\nAs is.'],
    ['@a/c', 'Copyright Bo\n\nAs is.'],
    ['d', 'Copyright Di\n\nAs is.'],
    ['e', undefined],
  ] as const;
  for (const [name, text] of packages) {
    const folder = path.join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', license: 'MIT' }));
    if (text !== undefined) writeFileSync(path.join(folder, 'LICENSE'), text);
  }
  const inputs = packages.flatMap(([name]) => [`node_modules/${name}/a.js`, `node_modules/${name}/b.js`]);
  const line = '='.repeat(80);
  expect(
    noticeFor([...inputs, 'src/own.ts'], root)
      .split('\n\n')
      .slice(1)
      .join('\n\n'),
  ).toBe(
    [
      `${line}\ne 1.0.0 (MIT)\n\n`,
      `${line}\nd 1.0.0 (MIT)\n\nCopyright Di\n\nAs is.\n\n`,
      `${line}\n@a/c 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nCopyright Bo\n\nAs is.\n`,
    ].join(''),
  );
});
