// cargo-generate, built from crates.io, with a template that has the files of the default repository.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers, cache } from './peers.js';

const version = '0.23.7';

/**
 * Builds cargo-generate and creates its template; undefined without Rust, and in CI, where the build takes four
 * minutes.
 *
 * @param {string} entry the file of this package that Node runs
 * @returns {{ readonly program: string, readonly template: string } | undefined}
 */
export function cargoGenerate(entry) {
  const folder = path.join(cache, 'cargo-generate');
  const program = path.join(folder, 'bin', 'cargo-generate');
  if (!existsSync(program)) {
    if (process.env['CI'] !== undefined || !answers('cargo', ['--version'])) return undefined;
    execFileSync('cargo', ['install', '--quiet', '--locked', '--root', folder, `cargo-generate@${version}`], {
      stdio: 'ignore',
    });
  }
  const template = path.join(folder, 'template');
  rmSync(template, { recursive: true, force: true });
  execFileSync(process.execPath, [entry, template, '--yes'], { stdio: 'ignore' });
  // Some files contain `{{` or `{%`, which Liquid would read: they are copied, and all others are rendered.
  const copied = readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .filter((file) => /\{\{|\{%/.test(readFileSync(file, 'utf8')))
    .map((file) => path.relative(template, file));
  writeFileSync(path.join(template, 'cargo-generate.toml'), `[template]\nexclude = ${JSON.stringify(copied)}\n`);
  return { program, template };
}
