// A contributor's container has the tools that CI installs.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The packages that `apt-get` installs in a text, where it names them. */
function packagesIn(text: string): readonly string[] {
  return [...text.matchAll(/apt-get -qq install --no-install-recommends ([a-z0-9 ]+)/g)].flatMap(([, names = '']) =>
    names.trim().split(/\s+/),
  );
}

test('the devcontainer installs each package that CI installs', () => {
  const container = packagesIn(readFileSync('.devcontainer/devcontainer.json', 'utf8'));
  const wanted = ['.ci/run', '.github/workflows/ci.yml'].flatMap((file) => packagesIn(readFileSync(file, 'utf8')));
  expect(wanted).toEqual(expect.arrayContaining(['chromium', 'jq', 'mandoc']));
  expect(container).toEqual(expect.arrayContaining(wanted));
});
