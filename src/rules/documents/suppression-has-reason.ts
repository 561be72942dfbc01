// A finding is only ignored for a reason.
import { defineRule, pages } from '../rule.ts';
import { suppressionsIn } from '../suppressions.ts';

export const suppressionHasReason = defineRule({
  id: 'suppression-has-reason',
  title: 'A finding is only ignored for a reason',
  why: 'A suppression without a reason is a debt that nobody can judge later; it has no effect.',
  group: 'Documents',
  severity: 'medium',
  reference: pages.kube,
  advice: 'Write the reason behind the bracket.',
  kind: 'source',
  fix: 'manual',
  look: ({ repository }) =>
    suppressionsIn(repository).map(({ path, line, rules, reason }) => ({ state: reason === '' ? 'broken' : 'kept', path, line, message: `ignore[${rules.join(', ')}] has no reason` })),
});
