// The bad and the good example of each rule for docs/rules.md: a spoiled reference and its fix.
export interface Example {
  readonly path: string;
  readonly bad: string;
  readonly good: string;
}

/** The part of the page that is an example. */
export function exampleText({ path, bad, good }: Example): string {
  const fence = `\`\`\`${languageOf(path)}`;
  return `\nBad, in \`${path}\`:\n\n${fence}\n${bad}\n\`\`\`\n\nGood:\n\n${fence}\n${good}\n\`\`\`\n`;
}

/** The example of a rule, read from the page; undefined if it has none. */
export function exampleIn(page: string, rule: string): Example | undefined {
  const [, section = ''] = page.split(`\n### ${rule}\n`);
  // An example may contain headings and fences. Only the text after the list of the rule is its example.
  const [, path = '', bad = '', good = ''] =
    /^\n.+\n\n(?:- .+\n)+\nBad, in `([^`]+)`:\n\n```\w*\n([^]*?)\n```\n\nGood:\n\n```\w*\n([^]*?)\n```\n/.exec(
      section,
    ) ?? [];
  return path === '' ? undefined : { path, bad, good };
}

function languageOf(path: string): string {
  if (/Dockerfile$/.test(path)) return 'dockerfile';
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? '';
  return (
    { yml: 'yaml', yaml: 'yaml', toml: 'toml', lock: 'toml', rs: 'rust', md: 'markdown', json: 'json' }[ending] ??
    'text'
  );
}
