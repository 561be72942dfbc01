// Names that whoever installs a chart decides on with the name of the release.
import { RELEASE_NAME } from '../chart/load.ts';

/** Who installs a chart names the release: `{{ .Release.Name }}` is the account `app` in a release that is called so. */
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
