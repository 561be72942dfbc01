// The reason for a permission, as a comment.
import type { Need } from '../../inventory/permissions.ts';

/** A line for each file, without line numbers, because these move. */
export function reasonLines(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.map(({ path }) => path))].map((path) => {
    const here = needs.filter((need) => need.path === path);
    const uses = [...new Set(here.map(({ resource }) => resource))].map(
      (resource) =>
        `${[...new Set(here.filter((need) => need.resource === resource).map(({ verb }) => verb))].join(', ')} ${resource}`,
    );
    return `Needed by ${path}: ${uses.join('; ')}`;
  });
}
