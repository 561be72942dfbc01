// The type of a place that receives values of two types.

import { type Dyn, keyOf, fresh, prune, type Ty } from './ty.ts';

/** More than any program was seen to have; it limits generated programs. */
const MAX_AMONG = 64;

/**
 * The type of a place that receives values of both types. Two different types meet only behind a trait and stay
 * separate; a trait object of an unknown type stays one, because any implementer may be there.
 */
export function joinTypes(a: Ty, b: Ty, depth = 0): Ty {
  const left = prune(a);
  const right = prune(b);
  if (left === right || depth > 4) return a;
  if (stayApart(left, right)) return amongst(left, right);
  if (
    left.k === 'nominal' &&
    right.k === 'nominal' &&
    left.def === right.def &&
    left.args.length > 0 &&
    left.def.module === undefined
  ) {
    return { ...left, args: left.args.map((arg, at) => joinTypes(arg, right.args[at] ?? arg, depth + 1)) };
  }
  return left.k === 'var' || (left.k === 'dyn' && left.among === undefined && !isOpen(left)) ? b : a;
}

function stayApart(left: Ty, right: Ty): boolean {
  if (isOpen(left) || isOpen(right))
    return isOpen(left) && isOpen(right) ? differ(left, right) : isMember(left) || isMember(right);
  const areMembers = isMember(left) ? isMember(right) || isPlain(right) : isPlain(left) && isMember(right);
  return areMembers && differ(left, right) && !mayMeet(left, right);
}

/** A trait object of an unknown type. */
function isOpen(ty: Ty): ty is Dyn {
  return ty.k === 'dyn' && ty.among === undefined && ty.of === undefined && ty.traits.length > 0;
}

/** A type of the program, of kube or of Kubernetes: a value of one of them is never one of another. */
function isMember(ty: Ty): boolean {
  if (ty.k === 'dyn') return ty.among !== undefined || ty.of !== undefined;
  return ty.k === 'nominal' && (ty.def.module !== undefined || ty.def.path[0] === 'k8s_openapi');
}

/** A type of another crate that wraps nothing: a trait of the program may be implemented for it. */
function isPlain(ty: Ty): boolean {
  return ty.k === 'nominal' && ty.args.length === 0;
}

function amongst(left: Ty, right: Ty): Ty {
  const objects = [left, right].filter((ty): ty is Dyn => ty.k === 'dyn');
  const traits = [...new Set(objects.flatMap((object) => (object.of === undefined ? object.traits : [])))];
  const args = objects.find((object) => object.traits.length > 0)?.args ?? [];
  const all = [left, right].flatMap((ty) => membersOf(ty, objects));
  const among = [...new Map(all.map((each) => [keyOf(each), each])).values()];
  if (among.length <= MAX_AMONG) return { k: 'dyn', traits, args, among };
  return traits.length > 0 ? { k: 'dyn', traits, args } : fresh();
}

/** The types behind a trait object; a type of kube is visible only through the trait (`kube::Api` behind a trait with `get`). */
function membersOf(ty: Ty, objects: readonly Dyn[]): readonly Ty[] {
  if (ty.k === 'dyn') return ty.among ?? (ty.of === undefined ? [] : [ty]);
  const object = objects.find(({ traits }) => traits.length > 0);
  const isModel = ty.k === 'nominal' && ty.def.module?.crate.isModel === true;
  return [isModel && object !== undefined ? { k: 'dyn', traits: object.traits, args: object.args, of: ty } : ty];
}

/** Whether two types have different keys, without computing these if the definitions show it. */
function differ(left: Ty, right: Ty): boolean {
  if (left.k === 'nominal' && right.k === 'nominal' && (left.def !== right.def || left.args.length === 0))
    return left.def !== right.def;
  return keyOf(left) !== keyOf(right);
}

/** Whether an open part of one may be the type in the other. */
function mayMeet(a: Ty, b: Ty, depth = 0): boolean {
  const left = prune(a);
  const right = prune(b);
  if (left.k === 'var' || right.k === 'var' || depth > 5) return true;
  if (left.k !== 'nominal' || right.k !== 'nominal') return left.k === right.k && left.k !== 'dyn';
  return left.def === right.def && left.args.every((arg, at) => mayMeet(arg, right.args[at] ?? arg, depth + 1));
}
