// Expressions of presets: JavaScript's, without those that can take longer than the text is long allows.

const longest = 200;
/** The ways to share one text among so many parts grow with its length to the power of their number. */
const mostRepeats = 4;

/** Why a text is no expression that a preset may use; undefined where it is one. */
export function whyNoExpression(source: string): string | undefined {
  if (source.length > longest) return `is longer than ${longest} characters`;
  try {
    new RegExp(source, 'u');
  } catch {
    return 'is no regular expression';
  }
  if (/\\[1-9k]|\(\?<?[=!]/.test(source)) return 'looks around or refers back, which can take very long';
  if (repeatsIn(source) > mostRepeats) return `repeats more than ${mostRepeats} parts, which can take very long`;
  return repeatsWhatRepeats(source)
    ? 'repeats a group that itself repeats or chooses, which can take very long'
    : undefined;
}

/** @param source one that `whyNoExpression` lets pass */
export function matchesWhole(source: string, text: string): boolean {
  return new RegExp(source, 'u').test(text);
}

function repeatsIn(source: string): number {
  return (plainOf(source).match(/[*+{]/g) ?? []).length;
}

/** The expression with a letter for each set of characters and for each character that stands for itself. */
function plainOf(source: string): string {
  return source.replaceAll(/\\./gs, 'x').replaceAll(/\[[^\]]*\]?/g, 'x');
}

/** `(a+)+`, `(a|b)*`: the ways to match one text grow with a power of its length. */
function repeatsWhatRepeats(source: string): boolean {
  const plain = plainOf(source);
  const open: boolean[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    const char = plain[at] ?? '';
    if (char === '(') open.push(false);
    else if (char === ')') {
      const repeats = open.pop() ?? false;
      const isRepeated = /^[*+{]/.test(plain.slice(at + 1));
      if (repeats && isRepeated) return true;
      if ((repeats || isRepeated) && open.length > 0) open[open.length - 1] = true;
    } else if (/[*+{|]/.test(char) && open.length > 0) open[open.length - 1] = true;
  }
  return false;
}
