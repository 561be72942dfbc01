// Annotations that GitHub shows next to a line of a pull request: a line of the log makes one, and needs no permission.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
import { printable, withoutCommands } from '../printable.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** The path from the root of the git repository. */
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** The one line of the command; no text in it can end it or begin another. */
export function commandOf({ level, file, line, title, message }: Annotation): string {
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${data(message)}`;
}

/** Source: escapeData and escapeProperty of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return withoutCommands(printable(text)).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
