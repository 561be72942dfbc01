// The result of harden for the person who decides what comes next: fixed findings, open ones with their owner, and the
// most important decisions.
import type { Audit } from '../../audit/audit.ts';
import { select, type Selection } from '../../audit/select.ts';
import { wrap } from '../../formats/wrap.ts';
import type { Profile } from '../../rules/rule.ts';
import { fitted, type Page } from './section.ts';

/** The number of decisions that a person can take in at once. */
const most = 3;

/**
 * @param before the audit of the repository before the run
 * @param after the audit after it
 * @param profile the findings that count
 */
export function outcomeText(before: Audit, after: Audit, page: Page, profile: Profile): readonly string[] {
  const [was, is] = [before, after].map((audit) => select(audit, { profile }));
  if (was === undefined || is === undefined) return [];
  const open = brokenIn(is);
  const agreed = open.filter(({ places }) => places.some(({ fix }) => fix !== 'manual'));
  return [
    ...fitted(
      `Grade ${was.standing.grade}, score ${was.standing.score} before; grade ${is.standing.grade}, score ${is.standing.score} now.`,
      page,
    ),
    ...fitted(
      `Findings of the profile ${profile}: ${brokenIn(was).length} before, ${open.length} left: ${agreed.length} that harden fixes after you agree, ${open.length - agreed.length} by hand.`,
      page,
    ),
    ...(open.length === 0 ? [] : ['The most important decisions:']),
    ...open
      .slice(0, most)
      .flatMap(({ rule, severity, places: [{ path, line, message }] }, index) => [
        ...fitted(`  ${index + 1}. ${severity}  ${rule.id}  ${path}:${line}`, page),
        ...wrap(`${message}. ${rule.advice}`, Math.min(96, page.columns ?? 96), 5),
      ]),
  ];
}

function brokenIn({ causes }: Selection): Selection['causes'] {
  return causes.filter(({ state }) => state === 'broken');
}
