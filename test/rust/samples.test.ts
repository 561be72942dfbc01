// The first change of a spec, by a user who first runs the tests: a missing field of the sample is reported once, by
// its name.
import { execa } from 'execa';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cargoEnvironment } from '../cargo.ts';
import { cache, generate, materialise } from '../generate.ts';

const folder = path.join(cache, 'rust', 'first-field');
const files = generate({ name: 'first-field', kind: 'MyController' });
const code = files.get('src/crd.rs') ?? '';
const field =
  /^ {4}\/\/\/ What the owned objects carry\.\n(?: {4}.*\n)*? {4}pub message: String,\n/m.exec(code)?.[0] ?? '';
const screen = 40;

test.each([
  ['an additional field', `${field}    pub greeting: u8,\n`, 'missing field `greeting`'],
  ['a field with another type', '    pub message: u8,\n', 'invalid type: string "hello", expected u8'],
  ['a field with another name', '    #[serde(default)]\n    pub greeting: String,\n', 'spec.message is not in the CRD'],
])('%s', async (_, fields, why) => {
  expect(field).not.toBe('');
  const owned = files.get('src/owned/config_map.rs')?.replace('object.spec.message.clone()', '"text".to_owned()') ?? '';
  const changed: readonly (readonly [string, string])[] = [
    ['src/crd.rs', code.replace(field, fields)],
    ['src/owned/config_map.rs', owned],
  ];
  materialise(folder, new Map([...files, ...changed]));
  const { exitCode, all } = await execa('cargo', ['test', '--locked', '--test', 'controller'], {
    cwd: folder,
    env: { ...cargoEnvironment, RUST_BACKTRACE: '0' },
    reject: false,
    all: true,
  });
  const lines = all.split('\n').filter((line) => line !== '' && !line.includes('Blocking'));
  expect(lines.slice(-3)).toEqual([
    `deploy/samples/example.yaml is not what the code takes for a MyController: ${why}.`,
    'Change it there: the tests create it, and so does who tries this controller.',
    'error: test failed, to rerun pass `--test controller`',
  ]);
  expect(lines.length).toBeLessThanOrEqual(screen);
  expect(exitCode).toBe(101);
});
