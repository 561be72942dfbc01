// Parts of files that are copied, for some repositories only: workflows stay plain YAML, so that bots bump their actions.

/** The name of each section, and whether it is for this repository. */
export type Sections = Readonly<Record<'charts' | 'kustomize' | 'helm' | 'published', boolean>>;

/**
 * Takes the marks of sections out of a file, and sections that are not for this repository with them. A section stands between
 * the lines `# with charts`, or another name of one, and `# end`, at any indentation. `helm` is for charts alone.
 */
export function sectionsFor(has: Sections): (text: string) => string {
  return (text) =>
    text.replace(
      /^ *# with (charts|kustomize|helm|published)\n([^]*?)^ *# end\n/gm,
      (_, name: keyof Sections, section: string) => (has[name] ? section : ''),
    );
}
