// The results of the playground for pasted Rust: the inference of the command line, and the gains of an attacker from the roles.
import { blastRadius, type Consequence } from '../../../src/audit/blast-radius.ts';
import { inferFiles, type Inference } from '../../../src/inference/infer.ts';
import { installationsOf } from '../../../src/inventory/installations.ts';
import { inventoryOf } from '../../../src/inventory/inventory.ts';
import { checkManifests } from '../../../src/permissions/check.ts';
import { manifestsFor } from '../../../src/permissions/write.ts';
import { repositoryOf } from '../../../src/repo/repository.ts';

export interface Analysis {
  readonly inference: Inference;
  /** The least roles, one text for each program that sends requests to the API server. */
  readonly roles: readonly string[];
  readonly consequences: readonly Consequence[];
}

/** @param files path → Rust or TOML; without a Cargo.toml the Rust is read as a program that depends only on kube */
export async function analyse(files: ReadonlyMap<string, string>): Promise<Analysis> {
  const whole = [...files.keys()].some((file) => file.endsWith('Cargo.toml')) ? files : asProgram(files);
  const inference = await inferFiles(whole);
  const installed = installationsOf(repositoryOf(whole));
  const inferred = { files: whole, inference, installed };
  const written = manifestsFor(inferred, checkManifests(inferred));
  return {
    inference,
    roles: [...written.files.values()],
    consequences: blastRadius(inventoryOf(repositoryOf(written.files))),
  };
}

/** Loose files become the sources of one package; the file with `fn main` is its entry, under any name. */
function asProgram(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const start = [...files].find(([, text]) => /\bfn\s+main\s*\(/.test(text))?.[0];
  const moved = [...files].map(([file, text]): [string, string] => {
    const name = file.split('/').at(-1) ?? file;
    if (file === start) return ['src/main.rs', text];
    return [start === undefined && files.size === 1 ? 'src/lib.rs' : `src/${name}`, text];
  });
  return new Map([['Cargo.toml', manifest], ...moved]);
}

const manifest = `[package]
name = "playground"
version = "0.0.0"
edition = "2024"

[dependencies]
kube = { version = "5", features = ["runtime", "derive"] }
k8s-openapi = "0.29"
`;
