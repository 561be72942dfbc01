// Where this package stands: the same from the sources and from a built chunk at any depth.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const packageRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder));
}

/** The version of this package, as its manifest has it. */
export function packageVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
  );
  return version;
}
