// Where this package stands: the same from the sources and from a built chunk at any depth.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const packageRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder));
}

/** The version of this package, as its manifest has it. */
export function packageVersion(): string {
  return packageFacts().version;
}

/** What the manifest of this package says of it. */
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

/** Where a file of this repository can be read in a browser. */
export function addressOf(file: string, homepage = packageFacts().homepage): string {
  return `${homepage.split('#', 1)[0]}/blob/main/${file}`;
}

/** A text that this package ships beside its code. */
export function packagedText(file: string): string {
  return readFileSync(path.join(packageRoot, file), 'utf8');
}
