// A repository whose moving references harden pins, with made-up digests.
import { expect } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { movingReferences } from '../../src/harden/moving-references.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import type { Pins } from '../../src/inventory/pins.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

export const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
export const rules = ['pin-actions-by-digest', 'base-image-by-digest', 'image-by-digest'];
export const commit = 'c'.repeat(40);
export const digest = `sha256:${'d'.repeat(64)}`;

/** A repository after every moving reference was pinned, to made-up digests. */
export function hardened(files: Readonly<Record<string, string>>, pins?: Pins) {
  const before = repositoryOf(Object.entries(files));
  const moving = movingReferences(before, { rules });
  const known =
    pins ??
    new Map(
      moving.map(({ kind, name }) => [
        name,
        kind === 'image' ? { digest } : { digest: commit, version: `${name.replace(/.*@/, '')}.2.1` },
      ]),
    );
  const plan = planHardening(before, reference, { rules, pins: known, takes: ({ fix }) => fix === 'safe' });
  const again = planHardening(plan.after, reference, { rules, pins: known, takes: ({ fix }) => fix === 'safe' });
  expect([...again.after.files]).toEqual([...plan.after.files]);
  return {
    asked: moving.map(({ name }) => name),
    text: plan.after.files.get(Object.keys(files)[0] ?? ''),
    refused: plan.steps.flatMap(({ why }) => why ?? []),
    left: audit(plan.after, { rules }).findings.length,
  };
}

export const workflow = (steps: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`;
export const step = (text: string) => {
  const { text: after = '', ...rest } = hardened({ '.github/workflows/a.yml': workflow(`      ${text}\n`) });
  return { ...rest, text: after.slice(workflow('      ').length).trimEnd() };
};
