// The folder of this package: the same for the sources and for a built chunk at any depth.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const packageRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder));
}

export function packageVersion(): string {
  return packageFacts().version;
}

/** Facts in the manifest of this package. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

export function packageFacts(): PackageFacts {
  const { name, version, homepage }: PackageFacts = JSON.parse(
    readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
  );
  return { name, version, homepage };
}

/**
 * The digest (`sha512-…`) of the archive from which npm or npx installed this package, from the lock file next to it:
 * https://docs.npmjs.com/cli/configuring-npm/package-lock-json#hidden-lockfiles. Undefined for a checkout, a global
 * installation and other package managers, which keep none.
 *
 * @param recorded the package and version of the record: the same build under the name for Yeoman is another archive
 */
export function installedIntegrity(recorded: string): string | undefined {
  const { name, version } = packageFacts();
  if (`${name}@${version}` !== recorded) return undefined;
  const file = path.join(path.dirname(packageRoot), '.package-lock.json');
  try {
    const installed = JSON.parse(readFileSync(file, 'utf8')).packages[`node_modules/${name}`];
    const integrity = String(installed.integrity);
    return installed.version === version && isIntegrity(integrity) ? integrity : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text is one digest of npm. */
export function isIntegrity(text: string): boolean {
  return /^sha512-[A-Za-z0-9+/]{86}==$/.test(text);
}

/** The address of a file of this repository for a browser. */
export function addressOf(file: string, homepage = packageFacts().homepage): string {
  return `${homepage.split('#', 1)[0]}/blob/main/${file}`;
}

export function packagedText(file: string): string {
  return readFileSync(path.join(packageRoot, file), 'utf8');
}
