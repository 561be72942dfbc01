// A line of a manifest with the place that it stands in.

export interface SourceLine {
  readonly text: string;
  /** Rules may come out of values.yaml or a helper: then that is their place. */
  readonly path: string;
  readonly line: number;
  /** The `if`s around it. */
  readonly conditions: readonly string[];
  /** An action that may write rules that are not known. */
  readonly unread?: string | undefined;
}

export function plainLines(text: string, path: string, firstLine = 1): readonly SourceLine[] {
  return text.split('\n').map((line, at) => ({ text: line, path, line: firstLine + at, conditions: [] }));
}
