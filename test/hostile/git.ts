// Plain git, as a user calls it.
import { execFileSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import path from 'node:path';
import { hardenable } from '../cli/hardenable.ts';

export function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** In the form of `git config`, without a process for each. */
export function asWritten(key: string, value: string): string {
  const [section = '', ...rest] = key.split('.');
  const [name, within] = [rest.at(-1) ?? '', rest.slice(0, -1).join('.')];
  return `[${section}${within && ` ${JSON.stringify(within)}`}]\n\t${name} = ${JSON.stringify(value)}\n`;
}

/** The repository of a small controller with an outdated index, so that git has to read the files. */
export function touched(): string {
  const folder = hardenable({
    'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n',
    'src/main.rs': 'fn main() { kube::Client::try_default(); }\n',
  });
  utimesSync(path.join(folder, 'pod.yaml'), 1, 1);
  return folder;
}
