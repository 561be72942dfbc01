// The parser's WebAssembly in a browser: it replaces src/formats/rust/grammar-files.ts. Both files come from this site.
import grammarUrl from 'tree-sitter-rust/tree-sitter-rust.wasm?url';
import engineUrl from 'web-tree-sitter/web-tree-sitter.wasm?url';

export function engine(): string {
  return engineUrl;
}

export async function grammar(): Promise<Uint8Array> {
  const answer = await fetch(grammarUrl);
  if (!answer.ok) throw new Error(`${grammarUrl} could not be loaded: status ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
