// Where this package stands: the same from the sources and from a built chunk at any depth.
import { existsSync } from 'node:fs';
import path from 'node:path';

export const packageRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder));
}
