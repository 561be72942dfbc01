// The text of a Go template as a tree of texts, actions and blocks.

export type TemplateNode = string | { readonly k: 'code'; readonly code: string } | Block;

export interface Block {
  readonly k: 'if' | 'with' | 'range';
  /** The last one has no condition when it is an `else`. */
  readonly branches: readonly { readonly code: string | undefined; readonly body: readonly TemplateNode[] }[];
}

type Piece = { readonly text: string } | { readonly code: string };

export function parseTemplate(text: string): readonly TemplateNode[] {
  const pieces = piecesOf(text);
  const nodes: TemplateNode[] = [];
  for (let at = 0; at < pieces.length; ) {
    const read = readNodes(pieces, at);
    nodes.push(...read.nodes);
    // An `end` too many.
    at = read.next + 1;
  }
  return nodes;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  let trimsNext = false;
  const push = (end: number, trims: boolean): void => {
    const plain = text.slice(last, end);
    const left = trimsNext ? plain.trimStart() : plain;
    pieces.push({ text: trims ? left.trimEnd() : left });
  };
  for (const found of text.matchAll(/\{\{(-)?([\s\S]*?)(-)?\}\}/g)) {
    push(found.index, found[1] !== undefined);
    const code = (found[2] ?? '').trim();
    if (!code.startsWith('/*')) pieces.push({ code });
    trimsNext = found[3] !== undefined;
    last = found.index + found[0].length;
  }
  push(text.length, false);
  return pieces;
}

/** The nodes from `start` to the `else` or `end` that closes them, whose place is `next`. */
function readNodes(
  pieces: readonly Piece[],
  start: number,
): { readonly nodes: readonly TemplateNode[]; readonly next: number } {
  const nodes: TemplateNode[] = [];
  let at = start;
  for (; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if ('text' in piece) {
      if (piece.text !== '') nodes.push(piece.text);
      continue;
    }
    if (/^(?:end|else)\b/.test(piece.code)) break;
    const opened = /^(if|with|range)\s+([\s\S]*)$/.exec(piece.code);
    if (opened === null) nodes.push({ k: 'code', code: piece.code });
    else {
      const kind = opened[1] === 'if' ? 'if' : opened[1] === 'with' ? 'with' : 'range';
      const block = readBlock(pieces, at, kind, opened[2] ?? '');
      nodes.push(block.node);
      at = block.end;
    }
  }
  return { nodes, next: at };
}

function readBlock(
  pieces: readonly Piece[],
  start: number,
  kind: Block['k'],
  condition: string,
): { readonly node: Block; readonly end: number } {
  const branches: { code: string | undefined; body: readonly TemplateNode[] }[] = [];
  let code: string | undefined = condition;
  let at = start;
  for (;;) {
    const { nodes, next } = readNodes(pieces, at + 1);
    branches.push({ code, body: nodes });
    at = next;
    const piece = pieces[next];
    const closing = piece !== undefined && 'code' in piece ? piece.code : 'end';
    if (!closing.startsWith('else')) return { node: { k: kind, branches }, end: at };
    code = /^else\s+(?:if|with)\s+([\s\S]*)$/.exec(closing)?.[1];
  }
}
