// Channels. A receiver may run before the code that sends, so a run knows what the one before it sent.

import { keyOf } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { join, keepApart } from './join.ts';
import { type Channel, DEEPEST, type Value } from './value.ts';

/** The channels of one place in the code. */
interface Made {
  /** The channel, if the place makes only one: values of that run may refer to it. */
  readonly only: Channel | undefined;
  /** What was sent over any of them. */
  readonly sent: Value | undefined;
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

/** What may be received: what this run sent until now, and what the earlier one sent at any time. */
export function receivedFrom({ sent, earlier }: Channel): Value | undefined {
  return sent === undefined || earlier === undefined ? (sent ?? earlier) : join(sent, earlier, keepApart);
}

/** The channels of a run for the next one. Code that was sent belongs to its run, and runs again where it is made again. */
export function channelsForNext(made: ReadonlyMap<Channel['made'], readonly Channel[]>): Channels {
  const next = new Map<Channel['made'], Made>();
  for (const [place, channels] of made) {
    const contents = channels.flatMap(({ sent }) => (sent === undefined || holdsCode(sent, 0) ? [] : [sent]));
    const isOneType = new Set(contents.map(({ ty }) => keyOf(ty))).size === 1;
    const sent = isOneType ? contents.reduce((all, each) => join(all, each, keepApart)) : undefined;
    const only = channels.length === 1 ? channels[0] : undefined;
    if (only !== undefined) Object.assign(only, { sent: undefined, earlier: sent });
    next.set(place, { only, sent });
  }
  return next;
}

function holdsCode({ calls, fields }: Value, depth: number): boolean {
  if (calls !== undefined && calls.length > 0) return true;
  return depth < DEEPEST && [...(fields?.values() ?? [])].some((field) => holdsCode(field, depth + 1));
}
