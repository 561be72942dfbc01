// What a text may hold that is shown: nothing in it steers a terminal, hides, reorders or ends a line.

/**
 * What nobody sees, or what moves what they see: controls but the tab, format characters (bidi and zero-width among them),
 * line and paragraph separators, and whatever a font may leave out (Unicode's Default_Ignorable_Code_Point).
 */
const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000a-\u001f\u007f-\u009f]/gu;

/** One line of text as Rust would write it: what is hidden as `\u{202e}`, the end of a line as `\n`. */
export function printable(line: string): string {
  return line.replaceAll(hidden, shown);
}

/** Whether a text is one line that is shown as it is. */
export function isPrintable(line: string): boolean {
  return hiddenIn(line) === undefined;
}

/** The first character of a text that `printable` would change, as it would show it; undefined where there is none. */
export function hiddenIn(text: string): string | undefined {
  const [mark] = text.match(hidden) ?? [];
  return mark === undefined ? undefined : shown(mark);
}

/**
 * A document of JSON: the same value, and no character in it that `printable` would change, nor what a CI runner would take
 * for a command.
 */
export function printableJson(document: unknown): string {
  return JSON.stringify(document, undefined, 2)
    .replaceAll(hidden, (mark) => (mark === '\n' ? mark : inJson(mark)))
    .replaceAll(loggedCommand, inJson('#'));
}

/**
 * A line that no CI runner takes for a command of its own: `::name` as the first word and `##[name]` anywhere are GitHub's,
 * `##vso[` Azure's, `##teamcity[` TeamCity's.
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
