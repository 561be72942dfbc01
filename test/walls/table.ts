// The house as one table: what each room may import, and which of Node's modules and globals stand where.

/** What every room may import: they import nothing of ours. */
export const ground: readonly string[] = [
  'errors.ts',
  'group-by.ts',
  'once.ts',
  'package-root.ts',
  'printable.ts',
  'table.ts',
  'without-trailing.ts',
];

/** Room → the rooms that it may import, from the bottom up. A room that is not listed is a violation. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  formats: [],
  kubernetes: [],
  repo: [],
  git: ['formats', 'repo'],
  releases: [],
  answers: ['formats', 'kubernetes', 'releases'],
  inventory: ['formats', 'kubernetes', 'repo'],
  // Rust alone: what it needs of manifests is handed in.
  inference: ['formats', 'kubernetes', 'repo'],
  permissions: ['formats', 'repo', 'kubernetes', 'inventory', 'inference'],
  rules: ['formats', 'kubernetes', 'repo', 'inventory'],
  scaffold: ['formats', 'kubernetes', 'answers'],
  audit: ['formats', 'kubernetes', 'repo', 'inventory', 'inference', 'permissions', 'rules'],
  fleet: ['formats', 'kubernetes', 'rules', 'audit'],
  harden: ['formats', 'kubernetes', 'repo', 'answers', 'inventory', 'rules', 'scaffold', 'audit'],
  presets: ['formats', 'kubernetes', 'repo', 'answers', 'inventory', 'rules', 'scaffold', 'audit'],
  network: ['formats', 'git', 'inventory'],
  merge: ['formats', 'git', 'repo'],
  older: ['repo'],
  cli: ['formats', 'answers', 'repo', 'commands'],
  commands: [
    'formats',
    'git',
    'repo',
    'answers',
    'releases',
    'inventory',
    'inference',
    'permissions',
    'rules',
    'scaffold',
    'audit',
    'fleet',
    'harden',
    'presets',
    'network',
    'merge',
    'older',
    'cli',
  ],
};

/** Modules of Node, and packages, → the rooms or files that may import them. Those that are not listed may stand anywhere. */
export const nodeModules: Readonly<Record<string, readonly string[]>> = {
  // Files of the user's are read and written in repo/. The others read what belongs to the package; git/ makes the folder
  // that git sees, older/ those of a release, and read-around asks where a workspace begins.
  'node:fs': [
    'repo',
    'git',
    'older',
    'package-root.ts',
    'formats/rust/grammar-files.ts',
    'inference/models.ts',
    'inference/read-around.ts',
    'scaffold/templates.ts',
  ],
  'node:fs/promises': ['formats/rust/grammar-files.ts'],
  // Git is started by execa, and a release of this package that the user asks for, behind Node's permission model.
  'node:child_process': [],
  execa: ['git', 'older'],
  // Its parser says nothing of an error unless it is asked: formats/yaml/ asks.
  yaml: ['formats', 'inventory/chart'],
  'node:http': ['network'],
  'node:https': ['network'],
  'node:net': ['network'],
  'node:tls': [],
  'node:dns': ['network'],
  'node:vm': [],
  'node:worker_threads': [],
  'node:v8': ['permissions/v8-settings.ts'],
};

/** What a module may use without importing it; a name with a dot before it on whatever object → the rooms or files that may. */
export const globals: Readonly<Record<string, readonly string[]>> = {
  'fetch(': [],
  'process.stdin': ['cli'],
  'process.stdout': ['cli'],
  'process.stderr': ['cli'],
  'process.exit': ['cli'],
  // CARGO_HOME says where Cargo keeps sources.
  'process.env': [
    'cli',
    'git',
    'older',
    'repo/crate-sources.ts',
    'network/resolve-actions.ts',
    'network/read-package.ts',
  ],
  'console.': [],
  // Text and documents leave through one module, which shows what is in them (readline's line is one that somebody types).
  '.write(': ['cli/output.ts', 'cli/live-input.ts'],
  '.stream': ['cli'],
  styleText: ['cli'],
};
