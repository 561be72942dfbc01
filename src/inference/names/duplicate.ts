// Items that an attribute of the crate duplicate writes several times, with some words replaced.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { ItemSource } from './collect.ts';
import { render, type Token, tokenize } from './tokens.ts';

/** More copies than any item was seen to have. */
const MOST_COPIES = 256;

/** The replacement of each name in one copy. */
type Words = ReadonlyMap<string, string>;

const ATTRIBUTE = /^#\[\s*(?:duplicate\s*::\s*)?(?:duplicate|duplicate_item|substitute|substitute_item)\s*[([{]/;

/** Collects the copies that an attribute writes in place of its item, if it does. */
export function copied(
  item: Syntax,
  attributes: readonly string[],
  source: ItemSource,
  collect: (items: readonly Syntax[]) => void,
): boolean {
  const attribute = attributes.find((each) => ATTRIBUTE.test(each));
  if (attribute === undefined || source.copy === undefined) return false;
  const others = attributes
    .filter((each) => each !== attribute)
    .join(' ')
    .replaceAll('\n', ' ');
  const rules = tokenize(attribute.slice(attribute.indexOf('[') + 1)).find(({ kids }) => kids !== undefined);
  const texts = copies(rules?.kids ?? [], `${others} ${item.text}`);
  if (texts === undefined) source.copy(undefined, item);
  for (const text of texts ?? []) collect(source.copy(text, item));
  return texts !== undefined;
}

/** The output of `duplicate! { [name; [first]; [second]] … }`. */
export function duplicatedItems(input: string): string | undefined {
  const [rules, ...rest] = tokenize(input);
  return rules?.kids === undefined ? undefined : copies(rules.kids, render(rest))?.join('\n');
}

function copies(rules: readonly Token[], text: string): readonly string[] | undefined {
  const sets = setsOf(rules);
  return sets === undefined || sets.length > MOST_COPIES ? undefined : sets.map((words) => replaced(text, words));
}

function setsOf(rules: readonly Token[]): readonly Words[] | undefined {
  const everywhere = new Map<string, string>();
  const sets: Words[] = [];
  let names: readonly string[] = [];
  for (const line of lines(rules)) {
    const [first, second] = line;
    if (first === undefined) continue;
    if (line.every(({ kind }) => kind === 'ident')) names = line.map(({ text }) => text);
    else if (line.length === 2 && first.kind === 'ident' && second?.kids !== undefined)
      everywhere.set(first.text, wordOf(second));
    else if (!line.every(({ text, kids }) => kids !== undefined && text === '[')) return undefined;
    else if (names.length === 0) {
      const named = line.map(namedIn);
      if (named.some((words) => words === undefined)) return undefined;
      sets.push(...named.flatMap((words) => words ?? []));
    } else if (line.length === names.length) sets.push(new Map(names.map((name, at) => [name, wordOf(line[at])])));
    else return undefined;
  }
  const all = sets.length === 0 ? [new Map<string, string>()] : sets;
  return all.map((words) => new Map([...everywhere, ...words]));
}

/** `[name [first] Kind [Pod]]`: the words of one copy, each with its name. */
function namedIn({ kids = [] }: Token): Words | undefined {
  const words = new Map<string, string>();
  for (let at = 0; at < kids.length; at += 2) {
    const [name, word] = [kids[at], kids[at + 1]];
    if (name?.kind !== 'ident' || word?.kids === undefined || word.text !== '[') return undefined;
    words.set(name.text, wordOf(word));
  }
  return words;
}

function lines(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ';') found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

function wordOf(group: Token | undefined): string {
  return render(group?.kids ?? []).replaceAll('\n', ' ');
}

/** Replaces each name outside of texts and comments by its word; rows stay. */
function replaced(text: string, words: Words): string {
  return text.replace(/"(?:[^"\\]|\\[^])*"?|\/\/[^\n]*|[A-Za-z_]\w*/g, (token) => words.get(token) ?? token);
}
