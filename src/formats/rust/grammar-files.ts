// The two WebAssembly files of the parser on disk: next to the built module, or in node_modules. The site has its own.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The path of the engine of tree-sitter. */
export function engine(): string {
  return placeOf('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm');
}

export function grammar(): Promise<Uint8Array> {
  return readFile(placeOf('tree-sitter-rust.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm'));
}

function placeOf(built: string, specifier: string): string {
  const beside = fileURLToPath(new URL(`./${built}`, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(specifier);
}
