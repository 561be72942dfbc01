// Writes templates/versions/Cargo.lock after a version changed in its Cargo.toml. Needs cargo. `npm run test:rust` then
// checks with cargo that the part of every repository is exact.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const versions = path.resolve(import.meta.dirname, '..', 'templates', 'versions');
if (!existsSync(path.join(versions, 'Cargo.lock')))
  throw new Error('templates/versions/Cargo.lock is missing; check it out first');
execFileSync('cargo', ['update', '--workspace'], { cwd: versions, stdio: 'inherit' });
