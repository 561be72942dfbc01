// What the Rust source needs, asked of the inference only where there is RBAC to compare with.
import type { Repository } from '../../repo/repository.ts';
import { otherClients } from '../../permissions/other-clients.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import type { Installations } from '../../inventory/installations.ts';
import { withoutTests } from '../../permissions/without-tests.ts';
import type { Known } from '../../inventory/inventory.ts';

/** What is known of a repository: its permissions, undefined where it holds no source or no role, and what it installs. */
export interface Inferred extends Pick<Known, 'permissions' | 'before'> {
  /** What both were made of. */
  readonly inferred?: InferredRepository;
}

/**
 * What the rules want to know of a repository besides its files.
 *
 * @param root where it lies on disk, for the packages outside of it that it depends on
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
  // A role of a test or an example is none that is installed: then nothing is granted here that could lack anything.
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
