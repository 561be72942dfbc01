// The models of crates that a user gives.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { loadRustParser } from '../formats/rust/parser.ts';
import { checkModel } from '../inference/check-model.ts';
import { addressOf } from '../package-root.ts';

export interface GivenModel {
  /** The file, as the user wrote it: its last part is the name of the crate. */
  readonly file: string;
  readonly text: string;
}

/**
 * The Rust of each model by its crate.
 *
 * @throws UserError for a faulty one, which would silently mean that calls make no requests
 */
export async function checkedModels(given: readonly GivenModel[]): Promise<ReadonlyMap<string, string>> {
  const parser = await loadRustParser();
  const faults = given.flatMap(({ file, text }) =>
    checkModel(text, file, parser).map(({ line, why }) => `${file}:${line}: ${why}`),
  );
  if (faults.length > 0)
    throw new UserError(
      [...faults, `Nothing was inferred: ${addressOf('docs/rbac.md')} describes the format of a model.`],
      { status: 2 },
    );
  return new Map(given.map(({ file, text }) => [path.basename(file, '.rs').replaceAll('-', '_'), text]));
}
