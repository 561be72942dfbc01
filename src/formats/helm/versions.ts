// Ranges of versions, as Helm reads them.
import { UNKNOWN } from './value.ts';

/**
 * Whether a version is in a range of alternatives, each of one or several comparisons; undefined for any other form.
 * Source: https://github.com/Masterminds/semver, "Checking Version Constraints"
 */
export function compares(range: string, version: string): unknown {
  const have = partsOf(version);
  if (have === undefined || range.length > longest) return UNKNOWN;
  const answers = range
    .split('||')
    .map((each) => each.replaceAll(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim())
    .map((each) => allOf(each, have));
  return answers.includes(true) ? true : answers.includes(undefined) ? UNKNOWN : false;
}

/** No real range is longer. */
const longest = 200;

function partsOf(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version.trim());
  return found?.slice(1, 4).map((part) => Number(part ?? 0));
}

function allOf(comparisons: string, have: readonly number[]): boolean | undefined {
  const answers = comparisons.split(/[,\s]+(?=[<>=!~^])|\s*,\s*/).map((each) => holds(each, have));
  return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
}

function holds(comparison: string, have: readonly number[]): boolean | undefined {
  const [, operator = '', ...parts] =
    /^\s*(>=|=>|<=|=<|!=|[<>=~^]?)\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-[\w.-]*)?(?:\+[\w.-]*)?\s*$/.exec(
      comparison,
    ) ?? [];
  if (parts[0] === undefined) return undefined;
  // A missing part, or a star, may be any number.
  const said = parts.findIndex((part) => part === undefined || /^[xX*]$/.test(part));
  const known = said === -1 ? 3 : said;
  const want = parts.slice(0, 3).map((part, at) => (at < known ? Number(part ?? 0) : 0));
  const order = orderOf(have, want, 3);
  const within = orderOf(have, want, known) === 0;
  switch (operator) {
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return order <= 0 || within;
    case '>':
      return order > 0 && !within;
    case '<':
      return order < 0;
    case '!=':
      return !within;
    case '~':
      return orderOf(have, want, Math.min(known, 2)) === 0 && order >= 0;
    case '^':
      return have[0] === want[0] && (want[0] !== 0 || known < 2 || have[1] === want[1]) && order >= 0;
    default:
      return within;
  }
}

function orderOf(have: readonly number[], want: readonly number[], count: number): number {
  return (
    have
      .slice(0, count)
      .map((part, at) => Math.sign(part - (want[at] ?? 0)))
      .find((sign) => sign !== 0) ?? 0
  );
}
