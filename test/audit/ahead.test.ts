// What rules say while the needs of the source are still unknown is what they say afterwards.
import { describe, expect, test } from 'vitest';
import { audit, auditAhead } from '../../src/audit/audit.ts';
import { lookAhead } from '../../src/audit/look.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { inventoryOf, type Inventory } from '../../src/inventory/inventory.ts';
import { once } from '../../src/once.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { inferred, reference } from '../rules/examples.ts';
import { spoiled } from '../rules/spoiled.ts';

const ofRoles = spoiled.filter(({ rule }) => /permission|role|wildcard|verb|bind/.test(rule));

test.each([...inferred, ...ofRoles].map((one) => [one.rule, one] as const))(
  'an audit that begins early is the same: %s',
  async (_, { spoil }) => {
    const repository = repositoryOf(spoil(reference.files));
    const known = await inferPermissions(repository);
    const ahead = auditAhead(repository, { before: known.before });
    expect(audit(repository, known, ahead)).toEqual(audit(repository, known));
  },
);

test('most rules are done early', () => {
  const { looks } = auditAhead(reference, {});
  expect(looks.size).toBeGreaterThan(rules.length - 20);
  expect([...looks.keys()].map(({ id }) => id)).not.toContain('no-unused-permissions');
});

describe('a rule that asks for the needs', () => {
  const [example] = rules;
  if (example === undefined) throw new Error('there are no rules');
  const needs = once((inventory: Inventory) => inventory.permissions?.needs.length ?? -1);
  const look = (id: string, says: (inventory: Inventory) => unknown): Rule => ({
    ...example,
    id,
    look: (inventory) => [{ state: 'broken', path: 'a', line: 1, message: String(says(inventory)) }],
  });

  test.each([
    ['reads them', ({ permissions }: Inventory) => permissions],
    ['copies everything', (inventory: Inventory) => Object.keys({ ...inventory }).length],
    ['lets others remember them', needs],
  ])('runs again if it %s', (_, says) => {
    expect(lookAhead([look('asks', says)], inventoryOf(reference)).looks.size).toBe(0);
  });

  test('leaves nothing that another rule could take for the truth', () => {
    const all = [look('first', needs), look('other', () => 'nothing'), look('second', needs)];
    expect([...lookAhead(all, inventoryOf(reference)).looks.keys()].map(({ id }) => id)).toEqual(['other']);
  });
});
