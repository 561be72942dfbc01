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
  '/(^|\\/)(\\.gitlab-ci\\.yml|\\.circleci\\/config\\.yml|azure-pipelines\\.yml|Jenkinsfile|\\.tekton\\/.*\\.yaml)$/':
    aPath,
  '/^(?!(metadata|instance-data)\\.)(?!.*\\.(svc|svc\\..+|cluster\\.local|localhost|localdomain)$)/':
    'reads a host name, whose check before it allows 253 characters',
  '/^ *# with (charts|kustomize|helm|published)\\n([^]*?)^ *# end\\n/gm': 'reads the templates of the package',
  '/(\\S+)\\s+-\\s+(\\S+)/g': aRange,
  '/[,\\s]+(?=[<>=!~^])|\\s*,\\s*/': aRange,
  '/^\\s*(>=|=>|<=|=<|!=|[<>=~^]?)\\s*v?(\\d+|[xX*])(?:\\.(\\d+|[xX*]))?(?:\\.(\\d+|[xX*]))?(?:-[\\w.-]*)?(?:\\+[\\w.-]*)?\\s*$/':
    aRange,
};

const aName = 'a name of Rust, that is letters, digits and underscores';

/** The files that put expressions together when the program runs, and what they fill in: never what can be an expression itself. */
export const filledIn: Readonly<Record<string, string>> = {
  'src/cli/output.ts': 'a secret of this run',
  'src/formats/json-schema/pattern.ts': 'the pattern of a chart, where it was judged before to end soon',
  'src/formats/rust/skeleton.ts': 'an expression of the program, which is copied',
  'src/formats/shell-quotes.ts': 'the word of a here-document, that is letters, digits and underscores',
  'src/harden/infer-resource.ts': aName,
  'src/inference/crate-version.ts': 'the name of a crate as Rust or a model of ours has it',
  'src/inference/evaluate/function-builder.ts': 'words of the program',
  'src/inference/names/built-functions.ts': 'words of the program',
  'src/inventory/custom-resources.ts': 'words of the program',
  'src/inventory/grants/crds.ts': 'words of the program',
  'src/inventory/judged.ts': 'kinds that stand in src/kubernetes',
  'src/inventory/own-kinds.ts': aName,
  'src/presets/expression.ts': 'the expression of a preset, where it was judged before to end soon',
  'src/rules/edit/expressions-in-env.ts': 'a name in capitals, which the program makes',
  'src/rules/look/base-images.ts': 'the name of an argument of a Dockerfile, that is letters, digits and underscores',
};
