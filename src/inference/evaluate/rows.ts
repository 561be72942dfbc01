// Rows of a table of kinds: the group, the kind and the plural in one tuple or struct belong together.

import { isNamed, prune, type Ty } from '../types/ty.ts';
import { constantOf, type Value } from './value.ts';

/** The field that shows that a text, or what was read from it, is a manifest. */
export const MANIFEST = 'manifest';

/** Whether a value is the text of a manifest, or was read from one. */
export function isManifest(value: Value | undefined): boolean {
  return value?.fields?.has(MANIFEST) === true;
}

/** Whether two values are rows of a table of kinds: they name different kinds, with another text each. */
export function areRows(a: Value, b: Value): boolean {
  if (!isRow(a.ty) || !isRow(b.ty) || a.fields === undefined || b.fields === undefined) return false;
  if (a.alternatives !== undefined || b.alternatives !== undefined) return true;
  let [kinds, others] = [0, 0];
  for (const [name, value] of a.fields) {
    const [one, other] = [constantOf(value), constantOf(b.fields.get(name))];
    if (one === undefined || other === undefined || one === other) continue;
    if (KIND.test(one) && KIND.test(other)) kinds += 1;
    else if (OTHER.test(one) && OTHER.test(other)) others += 1;
  }
  return kinds > 0 && others > 0;
}

const KIND = /^[A-Z][A-Za-z0-9]*$/;
const OTHER = /^[a-z0-9./-]*$/;

function isRow(given: Ty): boolean {
  const ty = prune(given);
  return ty.k === 'tuple' || (ty.k === 'nominal' && ty.def.module?.crate.isModel === false);
}

/** The arguments of a call once for each possible row; none if no argument is one of several rows. */
export function eachRow(args: readonly Value[]): readonly (readonly Value[])[] | undefined {
  for (const [at, arg] of args.entries()) {
    const rows = rowsOf(arg);
    if (rows !== undefined) return rows.map((row) => args.with(at, row));
  }
  return undefined;
}

/** The possible rows of a value, or of a part of a tuple (`for (at, (group, kind)) in …`). */
export function rowsOf(value: Value): readonly Value[] | undefined {
  const ty = prune(value.ty);
  if (value.fields === undefined) return writtenKinds(value);
  if (isManifest(value)) return value.alternatives?.map((each) => ({ ...each, ty: value.ty }));
  if (isNamed(ty, 'Option', 'Result') && ty.args[0] !== undefined)
    return rowsOf({ ...value, ty: ty.args[0] })?.map((row) => ({ ...row, ty }));
  if (value.alternatives !== undefined && isRow(ty)) return isStill(value) ? value.alternatives : undefined;
  if (ty.k !== 'tuple') return undefined;
  for (const [name, field] of value.fields) {
    const rows = rowsOf(field);
    const { fields } = value;
    if (rows !== undefined) return rows.map((row) => ({ ...value, fields: new Map([...fields, [name, row]]) }));
  }
  return undefined;
}

/** A text that is one of several, each of which describes a kind: its parts belong together. */
function writtenKinds(value: Value): readonly Value[] | undefined {
  const { origin } = value;
  const names = origin?.names;
  if (names === undefined || names.length < 2 || origin?.anywhere || origin?.own || origin?.configured)
    return undefined;
  return names.every(isWritten) ? names.map((name) => ({ ...value, origin: { names: [name] } })) : undefined;
}

/** `apps/v1/Deployment`, `Deployment.v1.apps`, `v1/pods`. */
function isWritten(name: string): boolean {
  const parts = name.split(/[./,:@ ]/);
  return parts.length > 1 && /^[\w./,:@ -]+$/.test(name) && parts.some((part) => /^v\d[a-z0-9]*$/.test(part));
}

/** Nothing was written to a row since it was one of several. */
function isStill({ fields, alternatives = [] }: Value): boolean {
  return [...(fields ?? [])].every(([name, { origin }]) => {
    const texts = alternatives.map((row) => constantOf(row.fields?.get(name)));
    if (texts.includes(undefined)) return true;
    const isElse = origin?.anywhere === true || origin?.own === true || origin?.configured === true;
    return !isElse && origin?.names?.every((text) => texts.includes(text)) === true;
  });
}
