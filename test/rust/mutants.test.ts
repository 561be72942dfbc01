// The programs of `npm run test:mutation` are valid Rust: rustc accepts a sample of 50, made from generated
// repositories, whose crates are all in the lock file of templates/versions. They are one workspace, which cargo checks
// at once.
import { execa } from 'execa';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { cargoEnvironment } from '../cargo.ts';
import { cache, generate, materialise } from '../generate.ts';
import { mutate, randomFrom } from '../inference/mutation/mutate.ts';
import { repositories } from '../repositories.ts';

const COUNT = 50;
const folder = path.join(cache, 'rust-mutants');
const lock = path.resolve(import.meta.dirname, '../../templates/versions/Cargo.lock');

test(`${COUNT} rewritten programs compile`, async () => {
  const mutants = await someMutants();
  const changes = [...mutants.values()].flatMap((mutant) => mutant.changes);
  // Each is rewritten, in several ways.
  expect(mutants.size).toBe(COUNT);
  expect(changes.length).toBeGreaterThan(COUNT * 2);
  for (const [name, { files }] of mutants) materialise(path.join(folder, name), files);
  const isMember = (name: string) => name.startsWith('mutant-');
  for (const name of readdirSync(folder).filter((each) => isMember(each) && !mutants.has(each)))
    rmSync(path.join(folder, name), { recursive: true });
  materialiseRoot([...mutants.keys()]);
  const { exitCode, stderr } = await execa(
    'cargo',
    ['check', '--workspace', '--lib', '--keep-going', '--message-format', 'short'],
    { cwd: folder, env: cargoEnvironment, reject: false },
  );
  expect(stderr.split('\n').filter((line) => /\berror\b/.test(line))).toEqual([]);
  expect(exitCode).toBe(0);
});

async function someMutants(): Promise<ReadonlyMap<string, Mutant>> {
  const parser = await loadRustParser();
  const names = Object.keys(repositories);
  const mutants = new Map<string, Mutant>();
  for (let seed = 1; mutants.size < COUNT; seed += 1) {
    const random = randomFrom(seed);
    const given = repositories[names[Math.floor(random() * names.length)] ?? ''];
    const { files, changes } = mutate(generate(given ?? {}), parser, random);
    const name = `mutant-${seed}`;
    if (changes.length > 0) mutants.set(name, { changes, files: asMember(files, name) });
  }
  return mutants;
}

interface Mutant {
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly string[];
}

/** The files of a repository as a workspace member, with a unique name and without a profile. */
function asMember(files: ReadonlyMap<string, string>, name: string): ReadonlyMap<string, string> {
  const read = [...files].filter(([file]) => file === 'Cargo.toml' || file.startsWith('src/'));
  return new Map(
    read.map(([file, text]) => [
      file,
      file === 'Cargo.toml'
        ? text.replace(/^name = ".*"$/m, `name = "${name}"`).replace(/\n\[profile[^]*$/, '\n')
        : text,
    ]),
  );
}

/** The root of the workspace; its lock file has all crates, and cargo adds the members. */
function materialiseRoot(members: readonly string[]): void {
  const toolchain = generate({ name: 'toolchain' }).get('rust-toolchain.toml') ?? '';
  writeFileSync(path.join(folder, 'rust-toolchain.toml'), toolchain);
  writeFileSync(
    path.join(folder, 'Cargo.toml'),
    `[workspace]\nresolver = "3"\nmembers = [${members.map((member) => `"${member}"`).join(', ')}]\n`,
  );
  copyFileSync(lock, path.join(folder, 'Cargo.lock'));
}
