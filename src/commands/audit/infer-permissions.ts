// Runs the inference for the needs of the Rust source, if there is RBAC to compare with.
import type { Repository } from '../../repo/repository.ts';
import { otherClients } from '../../permissions/other-clients.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import type { Installations } from '../../inventory/installations.ts';
import { withoutTests } from '../../permissions/without-tests.ts';
import type { Known } from '../../inventory/inventory.ts';

/** Facts about a repository: its permissions, undefined if it has no source or no role, and what it installs. */
export interface Inferred extends Pick<Known, 'permissions' | 'before'> {
  /** The repository from which both were computed. */
  readonly inferred?: InferredRepository;
}

/**
 * The facts that the rules need besides the files of a repository.
 *
 * @param root its folder on disk, for the packages outside of it on which it depends
 */
export async function inferPermissions(repository: Repository, root?: string): Promise<Inferred> {
  const { files } = repository;
  const hasRoles = [...files].some(
    ([path, text]) =>
      /\.(ya?ml|json|tpl)$/i.test(path) && /\bkind["']?:[^\S\n]*["']?(Cluster)?Role(Binding)?\b/.test(text),
  );
  if (!hasRoles || ![...files.keys()].some((path) => path.endsWith('.rs'))) return {};
  const [{ inferRepository }, { permissionsFrom }] = await Promise.all([
    import('../../permissions/infer-repository.ts'),
    import('../../audit/inferred-permissions.ts'),
  ]);
  const alone = await inferRepository(repository, root === undefined ? {} : { root });
  // A role in a test or an example is not installed: then nothing here grants anything that could be incomplete.
  if (!grantsAnything(withoutTests(alone.installed))) return { before: alone.installed };
  const inference = { ...alone.inference, unknown: [...alone.inference.unknown, ...otherClients(files)] };
  const inferred = { ...alone, inference };
  return { permissions: permissionsFrom(inferred), before: inferred.installed, inferred };
}

function grantsAnything({ installations }: Installations): boolean {
  return installations.some(({ manifests, optional }) =>
    [...manifests, ...optional()].some(({ kind }) => /^(Cluster)?Role(Binding)?$/.test(kind)),
  );
}
