// The models of crates in the site: it replaces src/inference/models.ts.
const texts = import.meta.glob<string>('../../../src/inference/models/*.rs', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function readModels(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts)
      .map(([file, text]): [string, string] => [file.replace(/^.*\/|\.rs$/g, ''), text])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
