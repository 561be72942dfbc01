// Expressions from a repository, tried only if that ends soon.
import { linearOf, type Linear } from '../linear/fits.ts';

/** Whether an expression matches a text; undefined if it is not understood, or could take too long. */
export function fitsPattern(pattern: string, text: string): boolean | undefined {
  if (pattern.length > longest) return undefined;
  if (read.size > mostKept) read.clear();
  if (!read.has(pattern)) read.set(pattern, linearOf(pattern));
  const expression = read.get(pattern);
  return expression === undefined || expression.size * text.length > mostSteps ? undefined : expression.isIn(text);
}

const longest = 500;
const mostSteps = 5_000_000;
/** A large one takes half a megabyte. */
const mostKept = 100;
/** A schema tries one of them on every key. */
const read = new Map<string, Linear | undefined>();
