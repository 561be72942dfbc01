// Invalid files, each with the messages of audit and harden.

export interface Broken {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly line: number;
  readonly says: RegExp;
}

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n';

export const broken: Readonly<Record<string, Broken>> = {
  'YAML with an open bracket': {
    path: 'broken/open.yaml',
    content: `${head}spec:\n  containers: [\n`,
    line: 7,
    says: /flow sequence/i,
  },
  'YAML indented by tabs': {
    path: 'broken/tabs.yaml',
    content: `${head}spec:\n\tcontainers: []\n`,
    line: 6,
    says: /Tabs/,
  },
  'YAML with a key twice': {
    path: 'broken/twice.yaml',
    content: `${head}spec:\n  hostPID: false\n  hostPID: true\n`,
    line: 7,
    says: /unique/,
  },
  'YAML with an alias of nothing': {
    path: 'broken/alias.yaml',
    content: `${head}spec:\n  containers: *nothing\n`,
    line: 6,
    says: /alias: nothing/,
  },
  'YAML that is not UTF-8': {
    path: 'broken/latin.yaml',
    content: Buffer.from(`${head}# caf\xe9\n`, 'latin1'),
    line: 1,
    says: /not UTF-8/,
  },
  'YAML in UTF-16': {
    path: 'broken/wide.yaml',
    content: Buffer.from(`\ufeff${head}`, 'utf16le'),
    line: 1,
    says: /binary/,
  },
  'YAML beyond reason': {
    path: 'broken/huge.yaml',
    content: `${head}# ${'x'.repeat(8_400_000)}\n`,
    line: 1,
    says: /longer than 8388608 bytes/,
  },
  'a kustomization with an open bracket': {
    path: 'kustomize/kustomization.yaml',
    content: 'namespace: a\nresources: [\n',
    line: 3,
    says: /flow sequence/i,
  },
  'a kustomization that is a list': {
    path: 'list/kustomization.yaml',
    content: '- a.yaml\n',
    line: 1,
    says: /not a map/,
  },
  'a chart whose values do not parse': {
    path: 'chart/values.yaml',
    content: 'image: [\n',
    line: 2,
    says: /flow sequence/i,
  },
  'a chart whose Chart.yaml does not parse': {
    path: 'other/Chart.yaml',
    content: 'name: [\n',
    line: 2,
    says: /flow sequence/i,
  },
  'a workflow that does not parse': {
    path: '.github/workflows/broken.yml',
    content: 'on: push\njobs: {a: [\n',
    line: 3,
    says: /flow/i,
  },
  'a workflow with a duplicate key': {
    path: '.github/workflows/twice.yml',
    content: 'on: push\npermissions: {}\npermissions: write-all\njobs: {}\n',
    line: 3,
    says: /unique/,
  },
  'deny.toml that does not parse': {
    path: 'deny.toml',
    content: '[sources\nunknown-registry = "warn"\n',
    line: 1,
    says: /./,
  },
  'Cargo.toml that does not parse': {
    path: 'crates/a/Cargo.toml',
    content: '[package]\nname = \n',
    line: 2,
    says: /./,
  },
  'a Dockerfile with an unknown instruction': {
    path: 'a/Dockerfile',
    content: 'FROM a:1\nRUNN echo\n',
    line: 2,
    says: /unknown instruction RUNN/,
  },
  'a Dockerfile with a broken continuation': {
    path: 'b/Dockerfile',
    content: 'FROM a:1\nRUN a\n  && b\n',
    line: 3,
    says: /unknown instruction &&/,
  },
  'a Dockerfile with an open heredoc': {
    path: 'c/Dockerfile',
    content: 'FROM a:1\nRUN <<EOF\necho\n',
    line: 2,
    says: /RUN does not end/,
  },
  'a Dockerfile that ends in a continuation': {
    path: 'd/Dockerfile',
    content: 'FROM a:1\nRUN a \\\n',
    line: 2,
    says: /RUN does not end/,
  },
  'a Dockerfile without FROM': {
    path: 'e/Dockerfile',
    content: '# nothing\nARG A=1\nRUN a\n',
    line: 3,
    says: /no FROM/,
  },
  'a Dockerfile with an empty FROM': { path: 'f/Dockerfile', content: 'FROM\n', line: 1, says: /names no image/ },
  'a Containerfile that is binary': {
    path: 'g/Containerfile',
    content: Buffer.from([0x46, 0, 0x52]),
    line: 1,
    says: /binary/,
  },
};
