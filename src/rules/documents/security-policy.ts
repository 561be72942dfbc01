import type { Repository } from '../../repo/repository.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';

export const securityPolicy = defineRule({
  id: 'security-policy',
  title: 'A page says where to report a vulnerability',
  why: 'Without a private channel, people report a vulnerability in public, or not at all.',
  group: 'Documents',
  severity: 'low',
  reference: pages.operators,
  profile: 'pedantic',
  advice: 'Add SECURITY.md with a contact and what to expect.',
  decision:
    'It promises an answer within days in your name, and you must turn on GitHub’s private vulnerability reports.',
  fix: 'ask',
  look: ({ repository }): readonly Sight[] => {
    // The places where GitHub looks, in upper or lower case.
    const path = [...repository.files.keys()].find(
      (one) => /^(\.github\/|docs\/)?SECURITY(\.\w+)?$/i.test(one) && !/^docs\/security\.md$/.test(one),
    );
    return [
      {
        state: path === undefined ? 'broken' : 'kept',
        path: path ?? 'SECURITY.md',
        line: 1,
        message: 'there is no SECURITY.md',
        change: (reference) => policyFor(repository, reference),
      },
    ];
  },
});

/** The reference's policy, without its link to a page that this repository lacks. */
function policyFor(repository: Repository, reference: Inventory): Change | undefined {
  const change = writeFrom('SECURITY.md')(reference);
  const whole = change === undefined || !('write' in change) || repository.files.has('docs/security.md');
  return whole ? change : { path: change.path, write: change.write.replace(/\n## What is where\n[^]*$/, '') };
}
