// The paths among tokens with an unknown grammar.

import type { Token } from './tokens.ts';

/** `list`, `self::pods::get`; a name after a dot or a `let` is not a path. */
export function pathsIn(tokens: readonly Token[]): readonly (readonly string[])[] {
  const paths: string[][] = [];
  for (let at = 0, token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    if (token.kids !== undefined) paths.push(...pathsIn(token.kids).map((path) => [...path]));
    if (token.kind !== 'ident' || ['.', 'let'].includes(tokens[at - 1]?.text ?? '')) continue;
    const path = [token.text];
    while (tokens[at + 1]?.text === '::' && tokens[at + 2]?.kind === 'ident') {
      path.push(tokens[at + 2]?.text ?? '');
      at += 2;
    }
    paths.push(path);
  }
  return paths;
}
