// The group of an API version.

/** `apps/v1` is of the group `apps`, `v1` of the core group, which has no name. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
