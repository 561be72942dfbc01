// Sets of answers that together contain every possible pair of values of every two answers.
import { holds, type Answer, type Known, type Value } from '../src/answers/answer.ts';
import { entries } from '../src/answers/index.ts';
import { knownFrom, refusal, type Given } from '../src/answers/resolve.ts';
import { isClusterScoped, ownableKinds } from '../src/kubernetes/ownable.ts';

type Setting = readonly [key: string, value: Value];
export type Pair = readonly [Setting, Setting];
type Row = ReadonlyMap<string, Value>;

/** A short list, found greedily: the same every time. */
export function pairwise(): readonly Given[] {
  const uncovered = new Set(feasiblePairs.map(pairKey));
  return feasiblePairs.flatMap((pair): readonly Given[] => {
    if (!uncovered.has(pairKey(pair))) return [];
    const row = complete(new Map(pair), uncovered);
    if (row instanceof Set) return [];
    for (const key of pairKeys(Object.fromEntries(row))) uncovered.delete(key);
    return [Object.fromEntries(row)];
  });
}

/** The pairs in one set of answers, each with a stable key. */
export function pairKeys(row: Given): readonly string[] {
  const settings = [...parameters.keys()].flatMap((key): readonly Setting[] =>
    row[key] === undefined ? [] : [[key, row[key]]],
  );
  return settings.flatMap((one, index) => settings.slice(index + 1).map((other) => pairKey([one, other])));
}

export function pairKey(pair: Pair): string {
  return pair.map(([key, value]) => `${key}:${parameters.get(key)?.indexOf(value)}`).join(' ');
}

const namespacedKinds = ownableKinds.filter((kind) => !isClusterScoped(kind));

/** For answers without fixed values, the values that change the output, including unusual ones. */
const open: Readonly<Record<string, readonly Value[]>> = {
  name: ['my-controller', 'null', '1e3', `a${'-b'.repeat(31)}`],
  description: ['Plain', 'Says "hello" & <goodbye>: {{ all }} ${of} `it` \\ #1 é日本 *bold* _x_ %> ]]> --- $(x) | a'],
  watchNamespaces: [['team-a'], ['team-a', 'true', '1e3-x']],
  owns: [['ConfigMap'], ['Namespace'], namespacedKinds, ownableKinds],
};

/** The possible values of each answer. */
const parameters: ReadonlyMap<string, readonly Value[]> = new Map(
  entries.flatMap(([key, answer]): (readonly [string, readonly Value[]])[] => {
    const values = open[key] ?? closedValues(answer);
    return values === undefined ? [] : [[key, values]];
  }),
);

function closedValues(answer: Answer): readonly Value[] | undefined {
  if (answer.type === 'yes-no') return [true, false];
  return answer.type === 'choice' ? answer.values : undefined;
}

/**
 * A complete set of answers with these values: for each other answer, the value that covers most.
 *
 * @returns if there is none, the answers that conflict, so that no other value of the rest is tried
 */
function complete(fixed: Row, uncovered: ReadonlySet<string>, row: Row = new Map(), index = 0): Row | Set<string> {
  const entry = entries[index];
  if (entry === undefined) return row;
  const [key, answer] = entry;
  const asked = new Set<string>();
  const known = noting(knownFrom(row), asked);
  if (answer.when !== undefined && !holds(answer.when, known)) {
    const rest = fixed.has(key) ? asked : complete(fixed, uncovered, row, index + 1);
    return rest instanceof Set && rest.has(key) ? new Set([...rest, ...asked]) : rest;
  }
  const candidates = [fixed.get(key)].filter((value) => value !== undefined);
  const free =
    parameters.get(key) ?? [answer.example ?? answer.default?.(known)].filter((value) => value !== undefined);
  for (const value of candidates.length > 0 ? candidates : byGain(free, key, row, uncovered)) {
    if (refusal(key, answer, value, known).length > 0) continue;
    const whole = complete(fixed, uncovered, new Map([...row, [key, value]]), index + 1);
    if (!(whole instanceof Set) || !whole.has(key)) return whole;
    for (const other of whole) if (other !== key) asked.add(other);
  }
  return asked;
}

/** Records which answers are read. */
function noting(known: Known, asked: Set<string>): Known {
  const noted =
    <T>(read: (key: string) => T) =>
    (key: string): T => {
      asked.add(key);
      return read(key);
    };
  return { text: noted(known.text), list: noted(known.list), yes: noted(known.yes) };
}

function byGain(values: readonly Value[], key: string, row: Row, uncovered: ReadonlySet<string>): readonly Value[] {
  if (uncovered.size === 0) return values;
  const gain = (value: Value): number =>
    [...row].filter((other) => uncovered.has(pairKey([other, [key, value]]))).length;
  return values
    .map((value) => ({ value, gain: gain(value) }))
    .sort((a, b) => b.gain - a.gain)
    .map(({ value }) => value);
}

/** Every pair that some set of answers can contain, which the list must cover. */
export const feasiblePairs: readonly Pair[] = findPairs();

function findPairs(): readonly Pair[] {
  const settings = [...parameters].flatMap(([key, values]) => values.map((value): Setting => [key, value]));
  return settings.flatMap((one, index) =>
    settings.slice(index + 1).flatMap((other): readonly Pair[] => {
      const pair = [one, other] as const;
      return one[0] !== other[0] && !(complete(new Map(pair), new Set()) instanceof Set) ? [pair] : [];
    }),
  );
}
