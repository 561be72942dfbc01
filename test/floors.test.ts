// Imports only go down, and only the top floor does input and output.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const floors = [
  ['errors.ts', 'group-by.ts', 'repo', 'git', 'package-root.ts'],
  ['formats', 'kubernetes'],
  ['answers', 'inference', 'inventory', 'permissions', 'rules'],
  ['scaffold', 'audit', 'harden'],
  ['network', 'commands', 'cli'],
];
const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(file.split('/')[0] ?? ''));

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));

describe.each(sources)('src/%s', (file) => {
  const source = readFileSync(path.join('src', file), 'utf8');
  const imports = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    path.posix.join(path.posix.dirname(file), target),
  );

  test('stands on a floor', () => expect(floorOf(file)).toBeGreaterThanOrEqual(0));

  test('imports nothing from above', () => {
    const above = imports.filter((target) => !target.startsWith('..') && floorOf(target) > floorOf(file));
    expect(above).toEqual([]);
  });
});
