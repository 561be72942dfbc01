// What the Rust source needs, asked of the inference only where there is RBAC to compare with.
import type { Repository } from '../../repo/repository.ts';
import { isShipped } from '../../inventory/shipped.ts';
import type { Permissions } from '../../inventory/permissions.ts';

/**
 * Undefined where the repository holds no source or no role.
 *
 * @param root where it lies on disk, for the packages outside of it that it depends on
 */
export async function inferPermissions(repository: Repository, root?: string): Promise<Permissions | undefined> {
  const { files } = repository;
  const hasRoles = [...files].some(
    ([path, text]) => /\.ya?ml$/.test(path) && /^\s*kind:\s*["']?(Cluster)?Role["']?\s*$/m.test(text),
  );
  if (!hasRoles || ![...files.keys()].some((path) => path.endsWith('.rs'))) return undefined;
  const [{ inferRepository }, { permissionsFrom }] = await Promise.all([
    import('../../inference/infer-repository.ts'),
    import('../../audit/inferred-permissions.ts'),
  ]);
  const { inference } = await inferRepository(repository, root === undefined ? {} : { root });
  return permissionsFrom(repository, { ...inference, unknown: [...inference.unknown, ...otherClients(files)] });
}

/** Programs in other languages that call the API server, perhaps with the same role: what they need nobody inferred. */
function otherClients(files: Repository['files']): Permissions['unknown'] {
  return [...files].flatMap(([path, text]) =>
    clients.some(([name, marks]) => name.test(path) && marks.test(text)) && isShipped(path)
      ? [{ path, line: 1, why: 'another program calls the API server' }]
      : [],
  );
}

const clients: readonly (readonly [RegExp, RegExp])[] = [
  [/\.go$/, /"(k8s\.io\/client-go|sigs\.k8s\.io\/controller-runtime)/],
  [/\.py$/, /^\s*(from|import) (kubernetes|kopf|kr8s|lightkube)\b/m],
  [/\.(ts|js|mjs|cjs)$/, /['"]@kubernetes\/client-node['"]/],
  [/\.(java|kt|scala)$/, /io\.(fabric8\.kubernetes|kubernetes)\.client/],
];
