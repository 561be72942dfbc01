// The licences of the bundled packages, as their terms require.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * One section per package, in alphabetical order.
 *
 * @param {readonly string[]} inputs the files of the bundle, relative to `root`
 * @param {string} root
 */
export function noticeFor(inputs, root) {
  const folders = new Set(inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []));
  const sections = [...folders].map((folder) => sectionOf(path.join(root, folder)));
  return `This package contains, bundled into dist/, code of the packages below.\n\n${[...new Set(sections)].sort().join('\n')}`;
}

/** @param {string} folder */
function sectionOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${text}`;
}
