// What the Rust source needs, asked of the inference only where there is RBAC to compare with.
import type { Repository } from '../repo/repository.ts';
import type { Permissions } from '../rules/inventory/permissions.ts';

/** Undefined where the repository holds no source or no role. */
export async function inferPermissions(_repository: Repository): Promise<Permissions | undefined> {
  return undefined;
}
