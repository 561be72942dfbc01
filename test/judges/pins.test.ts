// Actions by tag before and after harden: a foreign scanner finds problems before, and none after.
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, expect, test, vi } from 'vitest';
import { actionsServer } from '../cli/actions-server.ts';
import { fill } from '../cli/hardenable.ts';
import { cli, emptyFolder } from '../cli/run.ts';
import { judge } from './setup.ts';

afterEach(() => vi.unstubAllEnvs());

const workflow = `on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: { persist-credentials: false }
      - uses: dtolnay/rust-toolchain@stable # for clippy
      - { uses: Swatinem/rust-cache@main }
  b:
    uses: a/b/.github/workflows/c.yml@v1
`;

test('zizmor: unpinned-uses', async () => {
  for (const git of actionsServer('actions/checkout', 'dtolnay/rust-toolchain', 'Swatinem/rust-cache', 'a/b').values())
    for (const words of [
      ['tag', 'v1'],
      ['tag', 'v4'],
      ['tag', 'v4.2.0'],
      ['branch', 'master'],
    ])
      git(...words);
  const folder = emptyFolder();
  fill(folder, { '.github/workflows/ci.yml': workflow });
  expect(await unpinned(folder)).toBe(4);
  expect((await cli(['harden', '--yes', '--resolve-digests', '--only', 'pin-actions-by-digest'], folder)).status).toBe(
    0,
  );
  expect(await unpinned(folder)).toBe(0);
});

/** How many uses zizmor calls unpinned; it does not look versions up. */
async function unpinned(folder: string): Promise<number> {
  const { stdout } = await execa(
    judge('zizmor'),
    ['--offline', '--persona=auditor', '--no-progress', '--format=json', path.join(folder, '.github')],
    { reject: false },
  );
  const findings: readonly { readonly ident: string }[] = JSON.parse(stdout);
  return findings.filter(({ ident }) => ident === 'unpinned-uses').length;
}
