// Findings for logs and for other programs: single lines, annotations of GitHub, issues of Code Climate.
import type { Annotation } from '../formats/annotation.ts';
import type { Severity } from '../rules/rule.ts';
import { explainOf } from './json-report.ts';
import type { Selection } from './select.ts';

/** `path:line: severity rule: message`, one line for each place, as editors and grep take it. */
export function conciseReport({ causes }: Selection): readonly string[] {
  return causes.flatMap(({ rule, state, places }) =>
    places.map(
      ({ path, line, message, severity }) =>
        `${path}:${line}: ${state === 'unknown' ? 'unknown' : severity} ${rule.id}: ${message}`,
    ),
  );
}

const levels: Readonly<Record<Severity, Annotation['level']>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/**
 * One for each cause, at its first place, the most important first: GitHub shows ten per level for each step.
 *
 * @param prefix the path from the root of the git repository to the judged directory, with `/` at its end
 */
export function annotations({ causes }: Selection, prefix: string): readonly Annotation[] {
  return causes.map(({ rule, severity, state, places }) => {
    const [{ path, line, message }, ...others] = places;
    const more = others.map((place) => `${prefix}${place.path}:${place.line}`);
    const also =
      more.length === 0
        ? ''
        : ` Also at ${more.slice(0, 5).join(', ')}${more.length > 5 ? ` and ${more.length - 5} more places` : ''}.`;
    return {
      level: state === 'unknown' ? 'notice' : levels[severity],
      file: `${prefix}${path}`,
      line,
      title: `${rule.id} (${state === 'unknown' ? 'not judged' : severity})`,
      message: `${message}. ${rule.advice}${also} See: ${explainOf(rule.id)}`,
    };
  });
}

const degrees: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
};

/**
 * Issues for GitLab, one for each place, identified by its fingerprint.
 * https://docs.gitlab.com/ci/testing/code_quality/
 */
export function codeClimateReport({ causes }: Selection, prefix: string): readonly object[] {
  return causes.flatMap(({ rule, state, places }) =>
    places.map(({ path, line, message, severity, fingerprint }) => ({
      type: 'issue',
      check_name: rule.id,
      description: message,
      content: { body: `${rule.title}. ${rule.why}\n\n${rule.advice}\n\n${explainOf(rule.id)}` },
      categories: ['Security'],
      severity: state === 'unknown' ? 'info' : degrees[severity],
      fingerprint,
      location: { path: `${prefix}${path}`, lines: { begin: line } },
    })),
  );
}
