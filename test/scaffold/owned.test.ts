import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ownableKinds } from '../../src/kubernetes/ownable.ts';

test('there is a template for every kind that can be owned, and for no other', () => {
  const templates = readdirSync(path.resolve(import.meta.dirname, '..', '..', 'templates', 'owned'));
  expect(templates.sort()).toEqual(ownableKinds.map((kind) => `${kind}.rs`).sort());
});
