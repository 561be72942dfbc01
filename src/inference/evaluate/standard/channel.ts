// Methods of the ends of a channel: one end receives what the other sends.

import { fresh, prune, unify } from '../../types/ty.ts';
import { option, result } from '../data.ts';
import { receivedFrom } from '../channels.ts';
import type { Evaluator } from '../evaluator.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import { iter, type Rule, type Rules, same } from './rules.ts';
import { absorb, join } from '../join.ts';

export const CHANNEL: Rules = {
  send: sent,
  try_send: sent,
  blocking_send: sent,
  unbounded_send: sent,
  send_replace: sent,
  send_async: sent,
  send_blocking: sent,
  send_timeout: sent,
  recv: received,
  try_recv: received,
  recv_async: received,
  recv_blocking: received,
  recv_timeout: received,
  borrow: watched,
  next: received,
  recv_many: received,
  changed: () => unknown(),
  ...Object.fromEntries(['iter', 'try_iter', 'into_iter', 'into_stream', 'stream', 'drain'].map((name) => [name, all])),
  subscribe: same,
  borrow_and_update: watched,
};

/** The value from the receiver of one message. */
export function receivedOnce(receiver: Value): Value {
  const value = contentOf(receiver);
  return typed(result(value.ty), value);
}

function sent({ receiver, args }: MethodCall, { program: { keys } }: Evaluator): Value {
  const ty = prune(receiver.ty);
  if (args[0] !== undefined && ty.k === 'nominal') {
    unify(ty.args[0] ?? fresh(), args[0].ty);
    const { channel } = receiver;
    if (channel === undefined) absorb(keys, receiver, args[0]);
    else channel.sent = channel.sent === undefined ? args[0] : join(channel.sent, args[0]);
  }
  return typed(result(fresh()));
}

/** A watch always has a value; a receiver of messages may have none. */
function watched({ receiver }: MethodCall): Value {
  return contentOf(receiver);
}

function contentOf(receiver: Value): Value {
  const ty = prune(receiver.ty);
  const content = ty.k === 'nominal' ? (ty.args[0] ?? fresh()) : fresh();
  const sent =
    receiver.channel === undefined ? receiver : (receivedFrom(receiver.channel, content) ?? { ty: receiver.ty });
  return typed(content, sent);
}

/** A receiver is a stream of the sent values, and has its methods. */
export function overAll(rule: Rule | undefined): Rule | undefined {
  return rule && ((call, evaluator, frame) => rule({ ...call, receiver: all(call) }, evaluator, frame));
}

/** The source of a loop over the receiver. */
function all({ receiver }: MethodCall): Value {
  const value = contentOf(receiver);
  return typed(iter(value.ty), value);
}

function received(call: MethodCall): Value {
  const value = watched(call);
  return typed(option(value.ty), value);
}
