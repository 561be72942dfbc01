// `npm run dev`: rebuilds dist/ after each change of a source, so that programs and tests are never stale.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { folders } from './sources.js';
import { onChange } from './watch.js';

const root = path.resolve(import.meta.dirname, '..');

function build() {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts', 'setup.js')], { stdio: 'inherit' });
  process.stderr.write(
    status === 0 ? 'Built. Waiting for a change; Ctrl-C ends.\n' : 'Not built. Waiting for a change.\n',
  );
}

build();
onChange(
  folders.map((folder) => path.join(root, folder)),
  build,
);
