// Runs the inference for the needs of the Rust source, if there is RBAC to compare with.
import type { Files } from '../../repo/files.ts';
import type { Repository } from '../../repo/repository.ts';
import { otherClients } from '../../permissions/other-clients.ts';
import type { InferredRepository, StartedInference } from '../../permissions/infer-repository.ts';
import type { Installations } from '../../inventory/installations.ts';
import { withoutTests } from '../../permissions/without-tests.ts';
import type { Known } from '../../inventory/inventory.ts';

/** Facts about a repository: its permissions, undefined if it has no source or no role, and what it installs. */
export interface Inferred extends Pick<Known, 'permissions' | 'before'> {
  /** The repository from which both were computed. */
  readonly inferred?: InferredRepository;
}

/** An inference that is under way, and what the repository installs, if that is known already. */
export interface Inferring {
  readonly before?: Installations;
  readonly known: Promise<Inferred>;
}

/**
 * The facts that the rules need besides the files of a repository.
 *
 * @param root its folder on disk, for the packages outside of it on which it depends
 */
export async function inferPermissions(repository: Repository, root?: string): Promise<Inferred> {
  return (await startInferring(repository, root)).known;
}

/** The same, for a caller that has other work meanwhile. */
export async function startInferring(repository: Repository, root?: string): Promise<Inferring> {
  const { files } = repository;
  const hasRoles = [...files].some(
    ([path, text]) =>
      /\.(ya?ml|json|tpl)$/i.test(path) && /\bkind["']?:[^\S\n]*["']?(Cluster)?Role(Binding)?\b/.test(text),
  );
  if (!hasRoles || ![...files.keys()].some((path) => path.endsWith('.rs'))) return { known: Promise.resolve({}) };
  const { startInference } = await import('../../permissions/infer-repository.ts');
  const started = startInference(repository, root === undefined ? {} : { root });
  return { before: started.installed, known: inferredFrom(started, files) };
}

async function inferredFrom(started: StartedInference, files: Files): Promise<Inferred> {
  const { permissionsFrom } = await import('../../audit/inferred-permissions.ts');
  const { prepareComparison } = await import('../../permissions/infer-repository.ts');
  const { installed } = started;
  const grants = grantsAnything(withoutTests(installed));
  const others = otherClients(files);
  prepareComparison(installed);
  const inference = await started.inference;
  // A role in a test or an example is not installed: then nothing here grants anything that could be incomplete.
  if (!grants) return { before: installed };
  const inferred = { ...started, inference: { ...inference, unknown: [...inference.unknown, ...others] } };
  return { permissions: permissionsFrom(inferred), before: installed, inferred };
}

function grantsAnything({ installations }: Installations): boolean {
  return installations.some(({ manifests, optional }) =>
    [...manifests, ...optional()].some(({ kind }) => /^(Cluster)?Role(Binding)?$/.test(kind)),
  );
}
