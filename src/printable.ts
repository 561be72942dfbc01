// The characters that a shown text may contain: none that controls a terminal, hides, reorders or ends a line.

/**
 * Invisible characters and those that move others: controls except the tab, format characters (bidi and zero-width
 * among them), line and paragraph separators, and everything that a font may leave out (Unicode's
 * Default_Ignorable_Code_Point).
 */
const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000a-\u001f\u007f-\u009f]/gu;

/** One line of text as Rust would write it: a hidden character as `\u{202e}`, the end of a line as `\n`. */
export function printable(line: string): string {
  return line.replaceAll(hidden, shown);
}

/** Whether a text is one line that is shown unchanged. */
export function isPrintable(line: string): boolean {
  return hiddenIn(line) === undefined;
}

/** The first character of a text that `printable` would change, as it would show it; undefined if there is none. */
export function hiddenIn(text: string): string | undefined {
  const [mark] = text.match(hidden) ?? [];
  return mark === undefined ? undefined : shown(mark);
}

/**
 * A document of JSON: the same value, without characters that `printable` would change, and without commands
 * for a CI runner.
 */
export function printableJson(document: unknown): string {
  return JSON.stringify(document, undefined, 2)
    .replaceAll(hidden, (mark) => (mark === '\n' ? mark : inJson(mark)))
    .replaceAll(loggedCommand, inJson('#'));
}

/**
 * A line that no CI runner takes for a command: GitHub's are `::name` as the first word and `##[name]` anywhere,
 * Azure's `##vso[`, TeamCity's `##teamcity[`.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function withoutCommands(line: string): string {
  return line
    .replace(/^(\s*):(?=:)/, (_, space: string) => space + escaped(':'))
    .replaceAll(loggedCommand, escaped('#'));
}

const loggedCommand = /#(?=#(?:\[|vso\[|teamcity\[))/gi;

function shown(mark: string): string {
  return mark === '\n' ? '\\n' : escaped(mark);
}

/** A character as Rust escapes it. */
function escaped(mark: string): string {
  return `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`;
}

function inJson(mark: string): string {
  const units = Array.from({ length: mark.length }, (_, at) => mark.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
