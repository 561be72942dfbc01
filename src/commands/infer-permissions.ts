// What the Rust source needs, asked of the inference only where there is RBAC to compare with.
import { permissionsFrom } from '../audit/inferred-permissions.ts';
import type { Repository } from '../repo/repository.ts';
import type { Permissions } from '../rules/inventory/permissions.ts';

/** Undefined where the repository holds no source or no role. */
export async function inferPermissions({ files }: Repository): Promise<Permissions | undefined> {
  const hasRoles = [...files].some(([path, text]) => /\.ya?ml$/.test(path) && /^\s*kind:\s*["']?(Cluster)?Role["']?\s*$/m.test(text));
  const sources = new Map([...files].filter(([path]) => /\.rs$|(^|\/)Cargo\.(toml|lock)$/.test(path)));
  if (!hasRoles || ![...sources.keys()].some((path) => path.endsWith('.rs'))) return undefined;
  const { inferFiles } = await import('../rbac/infer.ts');
  return permissionsFrom(await inferFiles(sources));
}
