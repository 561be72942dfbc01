// The group of an API version.

/** `apps/v1` has the group `apps`; `v1` has the core group, whose name is empty. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
