// Versions of packages, in the form of npm.

/**
 * Whether a text is exactly one version: no range, no tag, no path to another document of a registry, and no character
 * that a shell interprets.
 */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text);
}
