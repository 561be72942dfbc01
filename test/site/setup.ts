// Builds the site once: VitePress refuses a dead link.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

export const docs = path.resolve(import.meta.dirname, '../../docs');
export const dist = path.join(docs, '.vitepress', 'dist');

export default async function setup(): Promise<void> {
  const installed = path.join(docs, 'node_modules', '.package-lock.json');
  const quiet = { cwd: docs, stderr: 'inherit' } as const;
  if (!existsSync(installed) || !isCurrent(installed))
    await execa('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], quiet);
  await execa('npm', ['run', 'build'], { ...quiet, env: { SITE_BASE: '/' } });
}

/** Whether the installed packages have the versions of the lock file. */
function isCurrent(installed: string): boolean {
  const versions = (file: string) =>
    Object.entries<{ readonly version?: string; readonly optional?: boolean }>(
      JSON.parse(readFileSync(file, 'utf8')).packages,
    ).filter(([name, { optional }]) => name !== '' && optional !== true);
  const there = new Map(versions(installed));
  return versions(path.join(docs, 'package-lock.json')).every(
    ([name, { version }]) => there.get(name)?.version === version,
  );
}
