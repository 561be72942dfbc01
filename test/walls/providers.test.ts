// Everything about one identity provider is in its record, its answers and its own templates.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { declaration } from '../../src/answers/index.ts';
import { templates } from '../generate.ts';

const providers = declaration.externalProvider.values ?? [];

/** `token` alone is a common word. */
const speaking = providers.filter((name) => name !== 'token');
const names = new RegExp(`\\b(?:externalProvider|aws|irsa|eks|gke|entra|${speaking.join('|')})`, 'i');
const own = /^(?:identity|iam|rust-external)-/;

/** The manifest of all crates names those of AWS; a license is unchanged. */
const exempt = /^(?:versions|license-[^/]+)\//;

const naming = (files: Iterable<readonly [string, string]>): readonly string[] =>
  [...files].filter(([file, text]) => !own.test(file) && !exempt.test(file) && names.test(text)).map(([file]) => file);

test('a template names only its own provider', () => {
  expect(naming(templates)).toEqual([]);
});

test('a template that tests for a provider is found', () => {
  expect(naming([['deploy/deploy/x.yaml.ejs', "<%_ if (externalProvider === 'vault') { _%>"]])).toHaveLength(1);
});

test('only the records in scaffold/ name a provider', () => {
  const modules = readdirSync('src/scaffold').filter((file) => file.endsWith('.ts'));
  const found = modules.filter((file) =>
    speaking.some((name) => readFileSync(path.join('src/scaffold', file), 'utf8').includes(`'${name}'`)),
  );
  expect(found).toEqual([]);
});

test('every provider has its own layers, and every part belongs to one and is used', () => {
  const folders = readdirSync('templates');
  const needed = providers.flatMap((name) => ['iam', 'rust-external'].map((kind) => `${kind}-${name}`));
  expect(
    needed.filter((folder) => !folders.includes(folder)).map((folder) => `templates/${folder} is missing`),
  ).toEqual([]);
  const shared = [...templates].filter(([file]) => !own.test(file)).map(([, text]) => text);
  const parts = [...templates.keys()]
    .filter((file) => file.startsWith('identity-'))
    .map((file) => file.replace(/\.ejs$/, ''));
  const idle = parts.filter((file) => {
    const [, name = '', part = ''] = /^identity-([^/]+)\/(.*)$/.exec(file) ?? [];
    return !providers.includes(name) || !shared.some((text) => text.includes(`part('${part}')`));
  });
  expect(idle).toEqual([]);
});
