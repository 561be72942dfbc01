import { defineRule, pages } from '../rule.ts';
import { suppressionsIn } from '../suppressions.ts';

export const suppressionHasReason = defineRule({
  id: 'suppression-has-reason',
  title: 'A finding is only ignored for a reason',
  why: 'Nobody can judge a suppression without a reason later, and a suppression without a known rule ignores nothing.',
  group: 'Documents',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Name the rule in the brackets, and write the reason after them.',
  fix: 'manual',
  look: ({ repository }, known) =>
    suppressionsIn(repository).map(({ path, line, rules: ids, reason }) => {
      const unknown = ids.find((id) => !known.includes(id));
      const wrong =
        unknown !== undefined
          ? `ignore[${ids.join(', ')}] names no rule`
          : reason === ''
            ? `ignore[${ids.join(', ')}] has no reason`
            : undefined;
      return { state: wrong === undefined ? 'kept' : 'broken', path, line, what: ids.join(' '), message: wrong ?? '' };
    }),
});
