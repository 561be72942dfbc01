// Parts of copied files that only some repositories have: workflows stay plain YAML, so that bots can update their
// actions.

/** The name of each section, and whether it is for this repository. */
export type Sections = Readonly<Record<'charts' | 'kustomize' | 'helm' | 'published', boolean>>;

/**
 * Removes the marks of sections, and the sections that are not for this repository. A section is between the lines `#
 * with charts`, or another name, and `# end`, at any indentation. `helm` is for charts only.
 */
export function sectionsFor(has: Sections): (text: string) => string {
  return (text) =>
    text.replace(
      /^ *# with (charts|kustomize|helm|published)\n([^]*?)^ *# end\n/gm,
      (_, name: keyof Sections, section: string) => (has[name] ? section : ''),
    );
}
