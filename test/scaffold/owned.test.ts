import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ownableKinds } from '../../src/kubernetes/ownable.ts';

test('every ownable kind has a template, and no other kind has one', () => {
  const templates = readdirSync(path.resolve(import.meta.dirname, '..', '..', 'templates', 'owned'));
  expect(templates.sort()).toEqual(ownableKinds.map((kind) => `${kind}.rs`).sort());
});
