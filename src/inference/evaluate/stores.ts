// The stores of reflectors: what a stream writes is what the readers get.

import { fresh, prune } from '../types/ty.ts';
import { madeChannel, receivedFrom } from './channels.ts';
import type { Evaluator } from './evaluator.ts';
import { join } from './join.ts';
import type { ModelCall } from './model-call.ts';
import type { Origin } from './origin.ts';
import { unknown, type Value } from './value.ts';

/** `reflector::store()`: a store and its writer. */
export function storeAndWriter(evaluator: Evaluator, { result, frame }: ModelCall): Value | undefined {
  const pair = prune(result);
  if (frame.site === undefined || pair.k !== 'tuple') return undefined;
  const channel = madeChannel(evaluator, `${frame.site.path}:${frame.site.line}`, undefined);
  return { ty: result, fields: new Map(pair.items.map((ty, at): [string, Value] => [String(at), { ty, channel }])) };
}

/** The objects of the stream are in the store of the writer from now on. */
export function fillStore(evaluator: Evaluator, writer: Value | undefined, stream: Value | undefined): void {
  const channel = writer?.channel;
  if (channel === undefined || stream === undefined) return;
  const objects: Value = { ...unknown(stream.origin), live: true };
  channel.sent = channel.sent === undefined ? objects : join(channel.sent, objects);
  evaluator.program.keys.forget();
}

/** The place of the objects behind a store, a controller or a stream. */
export function placeOfObjects(holder: Value | undefined): Origin | undefined {
  const { channel } = holder ?? {};
  return channel === undefined ? holder?.origin : receivedFrom(channel, fresh())?.origin;
}
