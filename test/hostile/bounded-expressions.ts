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
  '/^ *# with (charts|published)\\n([^]*?)^ *# end\\n/gm': 'reads the templates of the package',
  '/(\\S+)\\s+-\\s+(\\S+)/g': aRange,
  '/[,\\s]+(?=[<>=!~^])|\\s*,\\s*/': aRange,
  '/^\\s*(>=|=>|<=|=<|!=|[<>=~^]?)\\s*v?(\\d+|[xX*])(?:\\.(\\d+|[xX*]))?(?:\\.(\\d+|[xX*]))?(?:-[\\w.-]*)?(?:\\+[\\w.-]*)?\\s*$/':
    aRange,
};
