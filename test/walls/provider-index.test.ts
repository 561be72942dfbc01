// src/scaffold/providers/index.ts lists every record, and the answers name the same providers.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { declaration } from '../../src/answers/index.ts';
import { indexOfProviders, providerNames } from './provider-index.ts';

const file = 'src/scaffold/providers/index.ts';

test(`${file} lists every provider; \`vitest run -u\` writes it`, async () => {
  await expect(indexOfProviders(providerNames())).toMatchFileSnapshot(`../../${file}`);
});

test('a provider that is missing in the index is found', () => {
  expect(indexOfProviders([...providerNames(), 'new-one'])).not.toBe(readFileSync(file, 'utf8'));
});

test('each value of --external-provider in src/answers/external.ts has a record of this name in src/scaffold/providers/', () => {
  expect(providerNames()).toEqual([...(declaration.externalProvider.values ?? [])].sort());
});
