// Expressions of presets: JavaScript's, but those that look around or refer back, so that each is tried in linear time.
import { linearOf } from '../formats/linear/fits.ts';

const longest = 200;
const largest = 1000;

/** Why a text is no expression that a preset may use; undefined where it is one. */
export function whyNoExpression(source: string): string | undefined {
  if (source.length > longest) return `is longer than ${longest} characters`;
  try {
    new RegExp(source, 'u');
  } catch {
    return 'is not a regular expression';
  }
  const expression = linearOf(source);
  if (expression === undefined) return 'looks around, refers back or repeats too many parts, which can take very long';
  return expression.size > largest ? `repeats more than ${largest} parts, which can take very long` : undefined;
}

/** @param source one that `whyNoExpression` lets pass */
export function matches(source: string, text: string): boolean {
  return linearOf(source)?.isIn(text) === true;
}
