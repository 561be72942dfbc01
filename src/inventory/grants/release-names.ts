// Names that depend on the name of the release, which the user chooses when installing a chart.
import { RELEASE_NAME } from '../chart/load.ts';

/** In a release with the name `app`, `{{ .Release.Name }}` is the account `app`. */
export function isSameInSomeRelease(templated: string, fixed: string): boolean {
  const [before, after, ...more] = templated.split(RELEASE_NAME);
  return (
    before !== undefined &&
    after !== undefined &&
    more.length === 0 &&
    fixed.length > before.length + after.length &&
    fixed.startsWith(before) &&
    fixed.endsWith(after)
  );
}
