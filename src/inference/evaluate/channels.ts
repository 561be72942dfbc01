// Channels. A receiver may run before the code that sends, so a run knows what the one before it sent.

import type { Evaluator } from './evaluator.ts';
import { join } from './join.ts';
import { type Channel, DEEPEST, type Value, withoutWording } from './value.ts';

/** The channels of one place in the code; several of them cannot be told apart in the next run. */
export type Channels = ReadonlyMap<Channel['made'], Channel | 'several'>;

/**
 * A channel that is made here: the one of the earlier run, to which values of that run may still refer.
 *
 * @param first what a `watch` holds from the start; undefined for channels of messages
 */
export function madeChannel(evaluator: Evaluator, made: Channel['made'], first: Value | undefined): Channel {
  const all = evaluator.seen.channels.get(made) ?? [];
  evaluator.seen.channels.set(made, all);
  const before = evaluator.settings.before.channels.get(made);
  const channel: Channel =
    before !== undefined && before !== 'several' && !all.includes(before) ? before : { sent: undefined, made };
  all.push(channel);
  if (first === undefined) return channel;
  // Its reader may come before a later value is sent.
  const held = channel.sent === undefined ? first : join(channel.sent, first);
  const { earlier } = channel;
  channel.sent = before === undefined ? held : earlier === undefined ? withoutWording(held) : join(held, earlier);
  return channel;
}

/** What may be received. */
export function receivedFrom(channel: Channel): Value | undefined {
  return channel.sent ?? channel.earlier;
}

/** The channels of a run for the next one. Code that was sent belongs to its run, and runs again where it is made again. */
export function channelsForNext(made: ReadonlyMap<Channel['made'], readonly Channel[]>): Channels {
  const next = new Map<Channel['made'], Channel | 'several'>();
  for (const [place, [channel, ...others]] of made) {
    if (channel === undefined) continue;
    if (others.length === 0) {
      channel.earlier = channel.sent === undefined || holdsCode(channel.sent, 0) ? undefined : channel.sent;
      channel.sent = undefined;
    }
    next.set(place, others.length === 0 ? channel : 'several');
  }
  return next;
}

function holdsCode({ calls, fields }: Value, depth: number): boolean {
  if (calls !== undefined && calls.length > 0) return true;
  return depth < DEEPEST && [...(fields?.values() ?? [])].some((field) => holdsCode(field, depth + 1));
}
