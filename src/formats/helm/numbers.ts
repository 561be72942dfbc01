// Functions of templates that count, compare and test types.
import { isSame, kind, map, number, whole, type Functions } from './arguments.ts';
import { UNKNOWN } from './value.ts';

export const NUMBERS: Functions = {
  eq: (one, ...others) => others.some((other) => isSame(one, other)),
  ne: (one, other) => !isSame(one, other),
  lt: (one, other) => ordered(one, other) < 0,
  le: (one, other) => ordered(one, other) <= 0,
  gt: (one, other) => ordered(one, other) > 0,
  ge: (one, other) => ordered(one, other) >= 0,
  len: (value) =>
    typeof value === 'string'
      ? Buffer.byteLength(value)
      : Array.isArray(value)
        ? value.length
        : Object.keys(map(value)).length,
  until: (count) => upTo(0, whole(count), 1),
  untilStep: (start, end, step) => upTo(whole(start), whole(end), whole(step)),
  int: whole,
  int64: whole,
  atoi: whole,
  float64: number,
  add: (...args) => args.reduce<number>((sum, one) => sum + whole(one), 0),
  add1: (value) => whole(value) + 1,
  sub: (one, other) => whole(one) - whole(other),
  mul: (...args) => args.reduce<number>((product, one) => product * whole(one), 1),
  div: (one, other) => (whole(other) === 0 ? UNKNOWN : Math.trunc(whole(one) / whole(other))),
  mod: (one, other) => (whole(other) === 0 ? UNKNOWN : whole(one) % whole(other)),
  max: (...args) => Math.max(...args.map(whole)),
  min: (...args) => Math.min(...args.map(whole)),
  ceil: (value) => Math.ceil(number(value)),
  floor: (value) => Math.floor(number(value)),
  kindOf: (value) => kind(value),
  typeOf: (value) =>
    kind(value) === 'map' ? 'map[string]interface {}' : kind(value) === 'slice' ? '[]interface {}' : kind(value),
  kindIs: (wanted, value) => kind(value) === wanted,
  typeIs: (wanted, value) =>
    (kind(value) === 'map' ? 'map[string]interface {}' : kind(value) === 'slice' ? '[]interface {}' : kind(value)) ===
    wanted,
};

function ordered(one: unknown, other: unknown): number {
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return number(one) - number(other);
}

function upTo(start: number, end: number, step: number): unknown {
  if (step === 0 || Math.abs((end - start) / step) > 1000) return UNKNOWN;
  const items: number[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) items.push(at);
  return items;
}
