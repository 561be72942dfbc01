// Rendered pieces that are indented or trimmed, and keep their places.
import { indented } from './texts.ts';
import { printed, UNKNOWN, type Rendered, type Value } from './value.ts';

export function shifted(width: Value | undefined, value: Value | undefined, before: string): Value {
  if (value === undefined || width === undefined || width.v === UNKNOWN) return { v: UNKNOWN };
  const by = Math.min(200, Math.max(0, Math.trunc(Number(width.v))));
  if (value.v === UNKNOWN && value.rope === undefined) return { v: UNKNOWN, lead: before + ' '.repeat(by) };
  if (value.rope === undefined) return { v: before + indented(by, printed(value.v)), from: value.from };
  const pad = ' '.repeat(by);
  const rope = value.rope.flatMap((piece, at) => linesOf(piece, pad, at === 0 ? before + pad : ''));
  return { v: rope.map(({ text }) => text).join(''), rope };
}

/** A piece, split after its line breaks, so that each part keeps its place when it is indented. */
function linesOf(piece: Rendered, pad: string, first: string): readonly Rendered[] {
  const space = (text: string): Rendered => ({ ...piece, text, isPlain: false, from: undefined, unknown: undefined });
  const parts: Rendered[] = first === '' ? [] : [space(first)];
  if (piece.text === '') return [...parts, piece];
  let at = 0;
  for (const [index, line] of piece.text.split('\n').entries()) {
    if (index > 0) parts.push(space(`\n${pad}`));
    if (line !== '') parts.push({ ...piece, text: line, at: piece.isPlain ? piece.at + at : piece.at });
    at += line.length + 1;
  }
  return parts;
}

export function trimmed(rope: readonly Rendered[]): readonly Rendered[] {
  const pieces = [...rope];
  while (pieces[0] !== undefined && pieces[0].unknown === undefined && pieces[0].text.trim() === '') pieces.shift();
  const [first] = pieces;
  if (first !== undefined) {
    const cut = first.text.length - first.text.trimStart().length;
    pieces[0] = { ...first, text: first.text.slice(cut), at: first.isPlain ? first.at + cut : first.at };
  }
  for (
    let last = pieces.at(-1);
    last !== undefined && last.unknown === undefined && last.text.trim() === '';
    last = pieces.at(-1)
  )
    pieces.pop();
  const last = pieces.at(-1);
  if (last !== undefined) pieces[pieces.length - 1] = { ...last, text: last.text.trimEnd() };
  return pieces;
}
