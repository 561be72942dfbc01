// Versions of packages, as npm takes them.

/** Whether a text is exactly one version: no range or tag, no way to another document of a registry, nothing that a shell reads otherwise. */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text);
}
