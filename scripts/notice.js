// The licences of the bundled packages, as their terms require.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * One section per licence text, with the packages that come with it. Similar texts are neighbours, so that they take
 * less room in the package: most differ only in their first lines.
 *
 * @param {readonly string[]} inputs the files of the bundle, relative to `root`
 * @param {string} root
 */
export function noticeFor(inputs, root) {
  const folders = new Set(inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []));
  /** @type {Map<string, Set<string>>} */
  const packages = new Map();
  for (const folder of folders) {
    const { name, text } = packageIn(path.join(root, folder));
    packages.set(text, (packages.get(text) ?? new Set()).add(name));
  }
  const sections = [...packages]
    .map(([text, names]) => ({ text, names: [...names].sort() }))
    .sort((a, b) => compare(backwards(a.text), backwards(b.text)) || compare(a.names[0], b.names[0]))
    .map(({ text, names }) => `${'='.repeat(80)}\n${names.join('\n')}\n${text}`);
  return `This package contains, bundled into dist/, code of the packages below.\n\n${sections.join('\n')}`;
}

/** @param {string} folder */
function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  return { name: `${name} ${version} (${license})`, text };
}

/** @param {string} text */
function backwards(text) {
  return text.replaceAll(/\s+/g, ' ').split('').reverse().join('');
}

/**
 * @param {string | undefined} a
 * @param {string | undefined} b
 */
function compare(a = '', b = '') {
  return a < b ? -1 : a > b ? 1 : 0;
}
