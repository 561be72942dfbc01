// The README shows the real output: each command of a console block runs, in one folder after another.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { cli, emptyFolder } from './run.ts';

test('every output in README.md is real; `vitest run -u` writes it anew', async () => {
  const folder = emptyFolder();
  let text = readFileSync('README.md', 'utf8');
  const blocks = [...text.matchAll(/^```console\n\$ (.*)\n([^]*?)^```$/gm)];
  expect(blocks.length).toBeGreaterThan(1);
  for (const [whole, command = ''] of blocks) {
    const block = `\`\`\`console\n$ ${command}\n${await printed(command, folder)}\`\`\``;
    text = text.replace(whole, () => block);
  }
  const { size } = generate({ name: 'my-controller' });
  text = text.replace(/\d+ files against/, `${size} files against`);
  await expect(text).toMatchFileSnapshot('../../README.md');
});

async function printed(command: string, folder: string): Promise<string> {
  const words = command.split(' ');
  const start = words[0] === 'npm' ? 3 : 1;
  expect(words.slice(0, start).join(' ')).toMatch(/^(npm init kube-secure-controller|create-kube-secure-controller)$/);
  const { stdout, stderr, status } = await cli(
    words.slice(start).filter((word) => word !== '--'),
    folder,
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

test('the table of proofs in the README equals docs/proof.md', () => {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('## What is proven\n');
  const rows = section.split('\n## ')[0]?.match(/^\| [a-z].*$/gm) ?? [];
  expect(rows.length).toBeGreaterThan(1);
  const proof = readFileSync('docs/proof.md', 'utf8').split('\n');
  expect(rows.filter((row) => !proof.includes(row))).toEqual([]);
});

test('each path in the docs exists in a generated repository or in this one', () => {
  const texts = ['README.md', ...readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : []))];
  const generated = [
    ...generate({ name: 'my-controller', updatesWorkflow: true }).keys(),
    // It is written only once there is a release to fetch.
    ...readdirSync('templates/tool/hack').map((file) => `hack/${file.replace('.ejs', '')}`),
  ];
  const known = (place: string) => existsSync(place) || generated.some((file) => file.startsWith(place));
  const named = texts.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/`((?:src|deploy|docs|tests|hack|\.github)\/[\w./-]+)`/g)].map(
      ([, place = '']) => ({ file, place }),
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ place }) => !known(place))).toEqual([]);
});
