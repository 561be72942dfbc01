// What the Rust source needs, asked of the inference only where there is RBAC to compare with.
import type { Repository } from '../../repo/repository.ts';
import { otherClients } from '../../permissions/other-clients.ts';
import type { Permissions } from '../../inventory/permissions.ts';

/**
 * Undefined where the repository holds no source or no role.
 *
 * @param root where it lies on disk, for the packages outside of it that it depends on
 */
export async function inferPermissions(repository: Repository, root?: string): Promise<Permissions | undefined> {
  const { files } = repository;
  const hasRoles = [...files].some(
    ([path, text]) =>
      /\.(ya?ml|json|tpl)$/i.test(path) && /\bkind["']?:[^\S\n]*["']?(Cluster)?Role(Binding)?\b/.test(text),
  );
  if (!hasRoles || ![...files.keys()].some((path) => path.endsWith('.rs'))) return undefined;
  const [{ inferRepository }, { permissionsFrom }] = await Promise.all([
    import('../../inference/infer-repository.ts'),
    import('../../audit/inferred-permissions.ts'),
  ]);
  const { inference } = await inferRepository(repository, root === undefined ? {} : { root });
  return permissionsFrom(repository, { ...inference, unknown: [...inference.unknown, ...otherClients(files)] });
}
