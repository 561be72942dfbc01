// The models of crates that call the API server for their users: short Rust files in models/, and those from a user.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Crate name → Rust text of its model. */
export function readModels(): ReadonlyMap<string, string> {
  const folder = fileURLToPath(new URL('./models/', import.meta.url));
  const models = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.rs')) models.set(file.slice(0, -3), readFileSync(`${folder}${file}`, 'utf8'));
  }
  return models;
}
