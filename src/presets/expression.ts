// Expressions of presets: those of JavaScript without look-around and back-references, so that each runs in linear
// time.
import { linearOf } from '../formats/linear/fits.ts';

const longest = 200;
const largest = 1000;

/** The reason why a text is not an expression for a preset; undefined if it is one. */
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

/** @param source an expression that `whyNoExpression` accepts */
export function matches(source: string, text: string): boolean {
  return linearOf(source)?.isIn(text) === true;
}
