// The text of `update --explain`: for each release the changes that matter for the repository, and the number of the
// others.
import type { Explained, Explanation } from './explain.ts';

export function explainText({ from, to, releases }: Explanation): readonly string[] {
  if (releases.length === 0) return [`${from} wrote this, and no release lies between it and ${to}.`, '', next];
  return [`${from} to ${to}:`, ...releases.flatMap((release) => ['', ...releaseText(release)]), '', next];
}

const next = '`update --check` shows the effect on each file; `update --dry-run` prints a patch.';

function releaseText({ version, notes, moved, renamed, answers, rules }: Explained): readonly string[] {
  const here = moved.filter(({ isHere }) => isHere);
  const open = answers.filter(({ isRecorded }) => !isRecorded);
  const met = rules.filter(({ findings }) => findings > 0);
  return [
    version,
    ...notes.map((note) => `  ${note}`),
    ...renamed.map(
      ({ from, to, isRecorded }) => `  The answer ${from} is now ${to}${isRecorded ? ': it is recorded here' : ''}.`,
    ),
    ...(moved.length === 0 ? [] : [`  Files that moved: ${moved.length}, of which here: ${here.length}.`]),
    ...here.map(({ from, to }) => `    ${from} to ${to}`),
    ...(open.length === 0
      ? []
      : [`  New answers, not recorded here: ${open.map(({ flag }) => `--${flag}`).join(', ')}.`]),
    ...(rules.length === 0 ? [] : [`  New rules: ${rules.length}, of which report here: ${met.length}.`]),
    ...met.map(({ rule, severity, title, findings }) => `    ${severity.padEnd(8)} ${rule} (${findings}): ${title}`),
  ];
}
