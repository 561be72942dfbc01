// Regular expressions of others, tried in time that grows only with expression × text: all paths at once.
// The method: Thompson, "Regular Expression Search Algorithm", CACM 1968.
import { parseExpression, type Expression } from './parse.ts';

/** An expression of JavaScript with the flag `u`, ready to be tried. */
export interface Linear {
  /** Whether it matches anywhere in a text, like `RegExp.test`. */
  readonly isIn: (text: string) => boolean;
  /** The cost of one character of a text. */
  readonly size: number;
}

/** The kinds of steps: read a character, check the position, or continue in several ways. */
type State =
  | { readonly k: 'one'; readonly fits: (char: string) => boolean; readonly next: number }
  | { readonly k: 'place'; readonly is: (around: Around) => boolean; readonly next: number }
  | { readonly k: 'ways'; readonly next: readonly number[] };

interface Around {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** `{1000}` is a thousand parts. */
const mostParts = 5000;

interface Making {
  readonly states: State[];
  parts: number;
}

/** Undefined if the text is not an expression, uses look-around or back-references, or is larger than any real one. */
export function linearOf(source: string): Linear | undefined {
  const tree = parseExpression(source);
  if (tree === undefined) return undefined;
  const making: Making = { states: [{ k: 'ways', next: [] }], parts: 0 };
  const start = built(tree, 0, making);
  if (start === undefined) return undefined;
  const { states } = making;
  return { size: states.length, isIn: (text) => search(states, start, text) };
}

/**
 * Adds the states of an expression, after which it continues at `next`; 0 is the end of the match.
 *
 * @returns its first state; undefined if it has too many parts
 */
function built(tree: Expression, next: number, making: Making): number | undefined {
  making.parts += 1;
  if (making.parts > mostParts) return undefined;
  const add = (state: State): number => making.states.push(state) - 1;
  switch (tree.k) {
    case 'one':
      return add({ k: 'one', fits: tree.fits, next });
    case 'place':
      return add({ k: 'place', is: places[tree.is], next });
    case 'all':
      return tree.parts.reduceRight<number | undefined>(
        (after, part) => (after === undefined ? undefined : built(part, after, making)),
        next,
      );
    case 'any': {
      const ways = tree.parts.map((part) => built(part, next, making));
      return ways.every((way) => way !== undefined) ? add({ k: 'ways', next: ways }) : undefined;
    }
    case 'times':
      return repeated(tree, next, making);
  }
}

function repeated(
  { part, least, most }: Extract<Expression, { k: 'times' }>,
  next: number,
  making: Making,
): number | undefined {
  const { states } = making;
  let after: number | undefined = next;
  let copies = least;
  if (most === Number.POSITIVE_INFINITY) {
    const loop: number[] = [next];
    const end = states.push({ k: 'ways', next: loop }) - 1;
    const again = built(part, end, making);
    if (again === undefined) return undefined;
    loop.push(again);
    // `+` is one state with a way back: copies would double with each nesting.
    after = least === 0 ? end : again;
    copies -= 1;
  } else
    for (let more = least; more < most && after !== undefined; more += 1) {
      const one = built(part, after, making);
      after = one === undefined ? undefined : states.push({ k: 'ways', next: [next, one] }) - 1;
    }
  for (let more = 0; more < copies && after !== undefined; more += 1) after = built(part, after, making);
  return after;
}

function search(states: readonly State[], start: number, text: string): boolean {
  const chars = [...text];
  let reached = new Set<number>();
  for (let at = 0; at <= chars.length; at += 1) {
    const around = { before: chars[at - 1], after: chars[at] };
    // A match may start anywhere.
    const now = spread(states, [...reached, start], around);
    if (now.has(0)) return true;
    const char = chars[at];
    if (char === undefined) return false;
    reached = new Set();
    for (const state of now) {
      const one = states[state];
      if (one?.k === 'one' && one.fits(char)) reached.add(one.next);
    }
  }
  return false;
}

/** Every state that can be reached without reading a character. */
function spread(states: readonly State[], from: readonly number[], around: Around): ReadonlySet<number> {
  const all = new Set(from);
  for (const at of all) {
    const state = states[at];
    if (state?.k === 'ways') for (const next of state.next) all.add(next);
    else if (state?.k === 'place' && state.is(around)) all.add(state.next);
  }
  return all;
}

const places: Readonly<Record<Extract<Expression, { k: 'place' }>['is'], (around: Around) => boolean>> = {
  start: ({ before }) => before === undefined,
  end: ({ after }) => after === undefined,
  edge: (around) => isEdge(around),
  inside: (around) => !isEdge(around),
};

function isEdge({ before, after }: Around): boolean {
  return isOfWord(before) !== isOfWord(after);
}

function isOfWord(char: string | undefined): boolean {
  return char !== undefined && /^\w$/.test(char);
}
