// Finds the actions of a Go template, `{{ … }}`, in one pass: a text may open thousands and close none.

export interface Action {
  readonly start: number;
  readonly end: number;
  /** The text between the braces, without blanks and without the `-` that trims the text around. */
  readonly code: string;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/**
 * The actions of a text in their order; an unclosed one does not count. A comment ends at its end, whatever is in it.
 */
export function actionsIn(text: string): readonly Action[] {
  const actions: Action[] = [];
  const endOfComment = commentsOf(text);
  for (let start = text.indexOf('{{'); start !== -1; ) {
    const end = endOfComment(start) ?? behind(text, '}}', start + 2);
    if (end === undefined) break;
    actions.push(actionAt(text, start, end));
    start = text.indexOf('{{', end);
  }
  return actions;
}

/** The text with each action replaced. */
export function replaceActions(text: string, replace: (action: Action, written: string) => string): string {
  const parts: string[] = [];
  let last = 0;
  for (const action of actionsIn(text)) {
    parts.push(text.slice(last, action.start), replace(action, text.slice(action.start, action.end)));
    last = action.end;
  }
  return parts.join('') + text.slice(last);
}

/** The text with blanks instead of its actions: the same length, the same lines. */
export function withoutActions(text: string): string {
  return replaceActions(text, (_, written) => written.replaceAll(/[^\n\r]/g, ' '));
}

function actionAt(text: string, start: number, end: number): Action {
  const inside = text.slice(start + 2, end - 2);
  const trimsBefore = inside.startsWith('-');
  const left = (trimsBefore ? inside.slice(1) : inside).trim();
  const trimsAfter = left.endsWith('-');
  return { start, end, code: trimsAfter ? left.slice(0, -1).trimEnd() : left, trimsBefore, trimsAfter };
}

/** The end of the comment whose action starts at a place; a text without the end of a comment is searched once. */
function commentsOf(text: string): (start: number) => number | undefined {
  let none = false;
  return (start) => {
    const code = skipBlanks(text, text[start + 2] === '-' ? start + 3 : start + 2);
    if (none || !text.startsWith('/*', code)) return undefined;
    for (let at = text.indexOf('*/', code + 2); at !== -1; at = text.indexOf('*/', at + 2)) {
      const close = skipBlanks(text, at + 2);
      if (text.startsWith('}}', close)) return close + 2;
      if (text.startsWith('-}}', close)) return close + 3;
    }
    none = true;
    return undefined;
  };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function behind(text: string, wanted: string, from: number): number | undefined {
  const at = text.indexOf(wanted, from);
  return at === -1 ? undefined : at + wanted.length;
}
