// A thread that infers gets the files that an inference can read, and no others.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { neededFiles } from '../../src/inference/needed-files.ts';
import type { Files } from '../../src/repo/files.ts';
import { folder, readFixture } from './fixtures.ts';

/** Notes which of the files are read. */
class Watched extends Map<string, string> {
  readonly read = new Set<string>();

  override get(path: string): string | undefined {
    if (this.has(path)) this.read.add(path);
    return super.get(path);
  }
}

test.each(readdirSync(folder))('%s: what is read by its name is needed', async (name) => {
  const files = new Watched(readFixture(name));
  await inferFiles(files);
  const needed = neededFiles(files);
  expect([...files.read].filter((path) => !needed.has(path))).toEqual([]);
});

const others = { 'docs/a.svg': '', 'deploy/agent.yaml': '', 'src/table.in': '', 'README.md': '' };

/** Those of the other files that a program with this source needs. */
function besides(source: string, cargo = ''): readonly string[] {
  const files: Files = new Map([['src/main.rs', source], ['Cargo.toml', cargo], ...Object.entries(others)]);
  return [...neededFiles(files).keys()].filter((path) => path in others);
}

describe('files that are neither Rust nor of Cargo', () => {
  test.each<[string, string, readonly string[]]>([
    ['names none', 'fn main() {}', []],
    ['includes a text', 'const A: &str = include_str!("../deploy/agent.yaml");', ['deploy/agent.yaml']],
    ['includes code', 'include!{ "table.in" }', ['src/table.in']],
    ['names a file with spaces', 'std :: include_str ! ( "../README.md" , )', ['README.md']],
    ['has a raw text', 'include_str!(r#"../README.md"#)', ['README.md']],
    ['starts at the package', 'include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))', ['README.md']],
    ['joins the name', 'include_str!(concat!("../deploy/agent", ".yaml"))', ['deploy/agent.yaml']],
    ['includes what the build makes', 'include!(concat!(env!("OUT_DIR"), "/made.rs"));', []],
    ['names a module', '#[path = "table.in"] mod table;', ['src/table.in']],
    ['names a module in a condition', '#[cfg_attr(a, path="table.in")] mod table;', ['src/table.in']],
    ['has a variable of that name', 'let path = "/"; let path = "";', []],
    ['includes the argument of a macro', 'macro_rules! a { ($f:expr) => { include_str!($f) } }', Object.keys(others)],
    ['joins the argument of a macro', 'include_str!(concat!("../", $f, ".yaml"))', Object.keys(others)],
    ['ends in a call', 'include_str!("a', Object.keys(others)],
    ['has brackets in a name', 'include_str!(concat!("a))", "b.yaml"))', Object.keys(others)],
  ])('the source %s', (_, source, expected) => expect([...besides(source)].sort()).toEqual([...expected].sort()));

  test('a target in a file of any name', () =>
    expect(besides('', '[[bin]]\nname = "a"\npath = "src/table.in"\n')).toEqual(['src/table.in']));
});
