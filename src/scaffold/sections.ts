// Parts of files that are copied, for some repositories only: workflows stay plain YAML, so that bots bump their actions.

/**
 * Takes the marks of sections out of a file, and sections that are not for this repository with them. A section stands between
 * the lines `# with charts` and `# end`, at any indentation.
 */
export function sectionsFor(has: { readonly charts: boolean }): (text: string) => string {
  return (text) =>
    text.replace(/^ *# with charts\n([^]*?)^ *# end\n/gm, (_, section: string) => (has.charts ? section : ''));
}
