// The lines of a question in a terminal of any width: broken between words, where Inquirer would break within one.
import { stripVTControlCharacters } from 'node:util';
import { wrap } from '../formats/wrap.ts';

/** A question with a text after it, or with the text below it if both do not fit into one line. */
export function withTextAfter(
  question: string,
  text: string,
  style: (line: string) => string,
  columns = Number.POSITIVE_INFINITY,
): string {
  if (text === '') return question;
  // The last column stays free for the cursor.
  return stripVTControlCharacters(question).length + text.length + 2 < columns
    ? `${question} ${style(text)}`
    : [question, below(text, style, columns)].join('\n');
}

/** A text below a question. */
export function below(text: string, style: (line: string) => string, columns = Number.POSITIVE_INFINITY): string {
  return wrap(text, columns - 1, 2)
    .map(style)
    .join('\n');
}
