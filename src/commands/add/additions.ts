// The words of `add`: each changes one answer, and this says how a value gets into it.
import type { Value } from '../../answers/answer.ts';
import { entries } from '../../answers/index.ts';
import { kindFrom, wordOf } from '../../answers/kinds.ts';
import type { Given } from '../../answers/resolve.ts';
import { suggestion } from '../../formats/nearest.ts';
import { own, table, type Table } from '../../table.ts';

export interface Addition {
  /** The answer that changes. */
  readonly key: string;
  /** The form of its value; undefined if the word needs none. */
  readonly form?: string;
  readonly summary: string;
  /** The answer with the value in it; undefined if it is there already. */
  readonly into: (before: Value | undefined, value: string, owns: string | undefined) => Value | undefined;
}

/** The words of `add`: three lists, the kinds, the packaging, and everything that can be switched on. */
export const additions: Table<Addition> = table<Addition>({
  owned: {
    key: 'owns',
    form: 'Kind',
    summary: 'a built-in kind that the controller creates for each object',
    into: intoList,
  },
  kind: {
    key: 'moreKinds',
    form: 'Kind',
    summary: 'a custom resource; --owns names the kinds that the controller creates for it',
    into: intoKinds,
  },
  host: {
    key: 'externalHosts',
    form: 'host',
    summary: 'a host outside the cluster that the controller calls',
    into: intoList,
  },
  namespace: {
    key: 'watchNamespaces',
    form: 'name',
    summary: 'a namespace that the controller watches',
    into: intoList,
  },
  packaging: {
    key: 'packaging',
    form: 'helm|kustomize',
    summary: 'Helm charts or a kustomization, in addition to the existing one',
    into: intoPackaging,
  },
  ...Object.fromEntries(
    entries.flatMap(([key, answer]) =>
      answer.type === 'yes-no'
        ? [[answer.flag, { key, summary: answer.title.replace(/\?$/, '').toLowerCase(), into: switchedOn }]]
        : [],
    ),
  ),
});

/** The reason why a word is not one of them. */
export function unknownWord(word: string | undefined): string {
  const words = Object.keys(additions);
  const all = `It can be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`;
  return word === undefined
    ? `add needs a word for what to add. ${all}`
    : `add does not know ${JSON.stringify(word)}${suggestion(word, words)}. ${all}`;
}

/**
 * The answers with the addition in them.
 *
 * @returns undefined if it is there already
 */
export function added(
  { key, into }: Addition,
  given: Given,
  value: string,
  owns: string | undefined,
): Given | undefined {
  const known = own(given, key) ?? entries.find(([name]) => name === key)?.[1].default?.(knownFrom(given));
  const next = into(known, value, owns);
  return next === undefined ? undefined : { ...given, [key]: next };
}

function knownFrom(given: Given) {
  const of = (key: string): Value | undefined => own(given, key);
  return {
    text: (key: string) => String(of(key) ?? ''),
    list: (key: string) => {
      const value = of(key);
      return typeof value === 'object' ? value : [];
    },
    yes: (key: string) => of(key) === true,
  };
}

function intoList(before: Value | undefined, value: string): Value | undefined {
  const known = typeof before === 'object' ? before : [];
  const fresh = value.split(',').filter((one) => !known.includes(one));
  return fresh.length === 0 ? undefined : [...known, ...fresh];
}

function intoKinds(before: Value | undefined, value: string, owns: string | undefined): Value | undefined {
  const known = typeof before === 'object' ? before : [];
  if (known.some((word) => kindFrom(word).kind === value)) return undefined;
  return [...known, owns === undefined ? value : wordOf({ kind: value, owns: owns.split(',') })];
}

/** The check of answers refuses an unknown packaging. */
function intoPackaging(before: Value | undefined, value: string): Value | undefined {
  if (!['helm', 'kustomize'].includes(value)) return value;
  return before === value || before === 'both' ? undefined : 'both';
}

function switchedOn(before: Value | undefined): Value | undefined {
  return before === true ? undefined : true;
}
