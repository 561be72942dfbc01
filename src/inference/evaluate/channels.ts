// Channels. A receiver may run before the code that sends, so a run knows what the one before it sent.

import { keyOf, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { join, keepApart } from './join.ts';
import { type Channel, DEEPEST, type Value } from './value.ts';

/** The channels of one place in the code. */
interface Made {
  /** The channel, if the place makes only one: values of that run may refer to it. */
  readonly only: Channel | undefined;
  /** What was sent over any of them, by its type: a generic function makes channels of several. */
  readonly sent: readonly Value[];
}

export type Channels = ReadonlyMap<Channel['made'], Made>;

/**
 * A channel that is made here: the one of the earlier run, or another one that knows what was sent in that run.
 *
 * @param first what a `watch` holds from the start; undefined for channels of messages
 */
export function madeChannel(evaluator: Evaluator, made: Channel['made'], first: Value | undefined): Channel {
  const all = evaluator.seen.channels.get(made) ?? [];
  evaluator.seen.channels.set(made, all);
  const before = evaluator.settings.before.channels.get(made);
  const channel: Channel =
    before?.only !== undefined && !all.includes(before.only)
      ? before.only
      : { sent: undefined, earlier: before?.sent, made };
  all.push(channel);
  if (first !== undefined) channel.sent = channel.sent === undefined ? first : join(channel.sent, first);
  return channel;
}

/**
 * What may be received: what this run sent until now, and what the earlier one sent at any time.
 *
 * @param content the type of what is received; open if that is not known
 */
export function receivedFrom({ sent, earlier = [] }: Channel, content: Ty): Value | undefined {
  const ofType = earlier.filter((each) => !differ(content, each.ty));
  const known = ofType.length > 0 ? ofType : earlier;
  const all = sent === undefined ? known : [sent, ...known];
  return all.length === 0 ? undefined : all.reduce((a, b) => join(a, b, keepApart));
}

/** Whether two types surely differ; a literal is of any type of numbers. */
function differ(a: Ty, b: Ty): boolean {
  const [one, other] = [prune(a), prune(b)];
  if (one.k === 'tuple' && other.k === 'tuple') return someDiffer(one.items, other.items);
  if (one.k !== 'nominal' || other.k !== 'nominal') return false;
  if (one.def === other.def) return someDiffer(one.args, other.args);
  return !NUMBER.test(one.def.name) || !NUMBER.test(other.def.name);
}

function someDiffer(all: readonly Ty[], others: readonly Ty[]): boolean {
  return all.some((each, at) => others[at] !== undefined && differ(each, others[at]));
}

const NUMBER = /^(?:integer|float|[iuf]\d+|[iu]size)$/;

/** The channels of a run for the next one. Code that was sent belongs to its run, and runs again where it is made again. */
export function channelsForNext(made: ReadonlyMap<Channel['made'], readonly Channel[]>): Channels {
  const next = new Map<Channel['made'], Made>();
  for (const [place, channels] of made) {
    const byType = new Map<string, Value>();
    for (const channel of channels) {
      const value = channel.sent === undefined ? undefined : withoutCode(channel.sent, 0);
      if (value === undefined) continue;
      const known = byType.get(keyOf(value.ty));
      byType.set(keyOf(value.ty), known === undefined ? value : join(known, value, keepApart));
    }
    const sent = [...byType.values()];
    const only = channels.length === 1 ? channels[0] : undefined;
    if (only !== undefined) Object.assign(only, { sent: undefined, earlier: sent });
    next.set(place, { only, sent });
  }
  return next;
}

/** The value without the fields that hold code; undefined if it is code itself. */
function withoutCode(value: Value, depth: number): Value | undefined {
  const { calls, fields } = value;
  if (calls !== undefined && calls.length > 0) return undefined;
  if (fields === undefined || depth >= DEEPEST) return value;
  const kept = new Map<string, Value>();
  for (const [name, field] of fields) {
    const inside = withoutCode(field, depth + 1);
    if (inside !== undefined) kept.set(name, inside);
  }
  return { ...value, fields: kept };
}
