// The regular expressions that may read their text more than once, and why that text is short.

const aPath = 'reads a path, which an operating system keeps below 4,096 bytes';

const aRange = 'reads a range of versions, which is read up to 200 characters';

export const bounded: Readonly<Record<string, string>> = {
  '/ \\(.*\\)$/': 'reads consequences that stand in src/kubernetes/privileges',
  '/(?:^|\\/)\\.github\\/.+\\.ya?ml$/': aPath,
  '/(docker|container)file[^/]*$/i': aPath,
  '/\\.(ya?ml|rs)$|(^|\\/)Cargo\\.toml$|(Docker|Container)file[^/]*$/i': aPath,
  '/(^|\\/)(\\.github\\/.+\\.ya?ml|(GNU)?[Mm]akefile|[Jj]ustfile|\\.justfile|Tiltfile|skaffold\\.ya?ml|Earthfile|docker-bake\\.(hcl|json)|[\\w.-]+\\.(sh|mk|just|rs))$/':
    aPath,
  '/^(?!(metadata|instance-data)\\.)(?!kubernetes\\.default$)(?!.*\\.(svc|svc\\..+|cluster\\.local|localhost|localdomain)$)/':
    'reads a host name, whose check before it allows 253 characters',
  '/^ *# with (charts|kustomize|helm|published)\\n([^]*?)^ *# end\\n/gm': 'reads the templates of the package',
  '/(\\S+)\\s+-\\s+(\\S+)/g': aRange,
  '/[,\\s]+(?=[<>=!~^])|\\s*,\\s*/': aRange,
  '/^\\s*(>=|=>|<=|=<|!=|[<>=~^]?)\\s*v?(\\d+|[xX*])(?:\\.(\\d+|[xX*]))?(?:\\.(\\d+|[xX*]))?(?:-[\\w.-]*)?(?:\\+[\\w.-]*)?\\s*$/':
    aRange,
};

const anArgument = 'the name of an argument of a Dockerfile, that is letters, digits and underscores';
const aCrate = 'the name of a crate as Rust or a model of ours has it';
const aName = 'a name of Rust, that is letters, digits and underscores';

const words = 'words of the program';

/** The expressions that are built at run time, by file, with their parts: no part can be an expression itself. */
export const filledIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/cli/output.ts': { '/<name:(\\[\\d+m)>/g': 'a secret of this run' },
  'src/formats/linear/parse.ts': {
    '/name/u': 'an expression of others, which is read by the engine of JavaScript and never tried by it',
    '/^name$/u': 'one set of characters, which one character is tried against',
  },
  'src/formats/rust/skeleton.ts': { '/name/': 'an expression of the program, which is copied' },
  'src/formats/shell-quotes.ts': {
    '/^[ \\t]*name[ \\t]*(\\n|$)/m': 'the word of a here-document, that is letters, digits and underscores',
  },
  'src/harden/infer-resource.ts': { '/kind:\\s*["\']?name\\b/': aName },
  'src/inference/crate-version.ts': {
    '/^name\\s*=\\s*(?:"|\\{[^}\\r\\n\\u2028\\u2029]*?version\\s*=\\s*")[=^~]?\\s*([\\d.]+)/m': aCrate,
    '/\\[[\\w.]*dependencies\\.name\\][^\\[]*?version\\s*=\\s*"[=^~]?([\\d.]+)/': aCrate,
  },
  'src/inference/evaluate/function-builder.ts': { '/\\bname\\b/': words },
  'src/inference/names/built-functions.ts': { '/\\bname\\s*(?:=|\\(\\s*name\\s*=)\\s*"?(\\w+)/': words },
  'src/inventory/custom-resources.ts': { '/\\bname\\s*=\\s*"([^"]*)"/': words },
  'src/inventory/grants/crds.ts': { '/^ {2,4}name:/': words },
  'src/inventory/judged.ts': {
    '/(?:^[ \\t]*(?:[-?][ \\t]+)*|[{,][ \\t]*)["\']?kind["\']?\\s*:\\s*(?:[!&][^\\s{},<]*\\s+)*(?:["\']?(?:name)\\b|[*#]|!<|"[^"\\n\\\\]*\\\\[xuU])/m':
      'kinds that stand in src/kubernetes',
    '/"kind"[^\\S\\n]*:[^\\S\\n]*"(?:(?:name)\\b|[^"\\n\\\\]*\\\\u)/': 'kinds that stand in src/kubernetes',
  },
  'src/inventory/own-kinds.ts': {
    '/\\bname\\s*(?:as [\\w:]+)?>?::(?:merged_)?crd\\(|\\bcrd::<(?:\\w+::)*name>/': aName,
    '/\\bname\\b/': aName,
  },
  'src/presets/expression.ts': { '/name/u': 'the expression of a preset, which is read by it and never tried' },
  'src/rules/edit/expressions-in-env.ts': { '/\\bname\\b/': 'a name in capitals, which the program makes' },
  'src/rules/look/base-images.ts': { '/\\bname\\b/': anArgument, '/^name=/': anArgument, '/\\bname\\b/g': anArgument },
};
