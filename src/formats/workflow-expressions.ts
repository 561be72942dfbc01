// Finds the expressions of a GitHub workflow, `${{ … }}`, in one pass: a text may open thousands and close none.

export interface WorkflowExpression {
  readonly start: number;
  readonly end: number;
  /** The text between the braces, without blanks around it. */
  readonly code: string;
}

/** The expressions of a text in their order; an unclosed one does not count. */
export function expressionsIn(text: string): readonly WorkflowExpression[] {
  const found: WorkflowExpression[] = [];
  for (let start = text.indexOf('${{'); start !== -1; ) {
    const close = text.indexOf('}}', start + 3);
    if (close === -1) break;
    found.push({ start, end: close + 2, code: text.slice(start + 3, close).trim() });
    start = text.indexOf('${{', close + 2);
  }
  return found;
}
