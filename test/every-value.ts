// Adds the missing values to the repositories: each value of a choice, yes and no, and some value of every other
// answer.
import type { Value } from '../src/answers/answer.ts';
import { entries } from '../src/answers/index.ts';
import { settle, type Given } from '../src/answers/resolve.ts';

type Repositories = Readonly<Record<string, Given>>;
type Setting = readonly [key: string, value: Value | undefined];

/** The values that the repositories must have; `undefined` means any value. */
export const wanted: readonly Setting[] = entries.flatMap(([key, { type, values = [undefined] }]): readonly Setting[] =>
  (type === 'yes-no' ? [true, false] : values).map((value) => [key, value]),
);

/** The repositories: one that leaves an answer open gets the value, else a further one is added. */
export function withEveryValue(chosen: Repositories): Repositories {
  return wanted.reduce((all, setting) => (isIn(all, setting) ? all : withValue(all, setting)), chosen);
}

export function isIn(repositories: Repositories, [key, value]: Setting): boolean {
  return Object.values(repositories).some((given) => {
    const held = settle(given, { defaults: true }).values.get(key);
    return value === undefined ? held !== undefined : held === value;
  });
}

function withValue(all: Repositories, [key, wish]: Setting): Repositories {
  const value = wish ?? exampleOf(key);
  if (value === undefined) throw new Error(`src/answers/: ${key} has no default, so that it needs an example.`);
  const had = wanted.filter((setting) => isIn(all, setting));
  const open = Object.entries(all).filter(([name, given]) => name !== 'default' && given[key] === undefined);
  const further = alone(key, wish);
  for (const [name, given] of [...open, [further.name, further] as const]) {
    const completed = complete({ ...given, [key]: value });
    const next = { ...all, ...(completed && { [name]: completed }) };
    if ([[key, wish] as const, ...had].every((setting) => isIn(next, setting))) return next;
  }
  throw new Error(`test/repositories.ts: no repository can have ${key} ${String(wish)}; write one that has.`);
}

/** With an example for each missing answer; undefined if something is refused. */
function complete(given: Given): Given | undefined {
  const { missing, refused } = settle(given, { defaults: true });
  if (refused.length > 0 || missing.some(({ key }) => exampleOf(key) === undefined)) return undefined;
  if (missing.length === 0) return given;
  return complete({ ...given, ...Object.fromEntries(missing.map(({ key }) => [key, exampleOf(key) ?? ''])) });
}

/** A repository to which this answer applies. */
function alone(key: string, wish: Value | undefined): Given & { readonly name: string } {
  const [, answer] = entries.find(([known]) => known === key) ?? [];
  const conditions = Object.entries(answer?.when?.[0] ?? {}).map(([other, [value = '']]) => [other, value] as const);
  const words = [answer?.flag, ...(wish === undefined ? [] : [wish])].join('-');
  return { ...Object.fromEntries(conditions), name: words.toLowerCase().replace(/[^a-z0-9]+/g, '-') };
}

function exampleOf(key: string): Value | undefined {
  return entries.find(([known]) => known === key)?.[1].example;
}
