// A directory with the name of a command is meant only if it is written as a path.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { cli, emptyFolder } from './run.ts';

test.each(Object.keys(commands))('./%s is a directory, and the word alone is the command', async (name) => {
  const folder = emptyFolder();
  await cli([name, '--yes'], folder);
  expect(existsSync(path.join(folder, name))).toBe(false);
  expect(await cli([`./${name}`, '--yes', '--name', 'teapot'], folder)).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(path.join(folder, name, 'Cargo.toml'))).toBe(true);
});
