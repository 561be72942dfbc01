// The architecture as one table: the allowed imports of each folder, and the places of Node.js modules and globals.

/** Folders that every folder may import: they import nothing of ours. */
export const ground: readonly string[] = [
  'errors.ts',
  'group-by.ts',
  'lazy.ts',
  'once.ts',
  'package-root.ts',
  'printable.ts',
  'table.ts',
  'without-trailing.ts',
];

/** Folder → the folders that it may import, from the bottom up. An unlisted folder is a violation. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  formats: [],
  kubernetes: [],
  repo: [],
  git: ['formats', 'repo'],
  releases: [],
  answers: ['formats', 'kubernetes', 'releases'],
  inventory: ['formats', 'kubernetes', 'repo'],
  // Only Rust: the data that it needs from manifests is passed in.
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

/**
 * Modules of Node.js, and packages → the folders or files that may import them. Unlisted ones may be imported anywhere.
 */
export const nodeModules: Readonly<Record<string, readonly string[]>> = {
  // repo/ reads and writes the files of the user. The others read files of the package; git/ fills the folder that
  // git sees, older/ that of a release, and read-around finds the root of a workspace.
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
  // execa starts git, and a release of this package that the user asks for, behind Node's permission model.
  'node:child_process': [],
  execa: ['git', 'older'],
  // Its parser reports no errors by default; formats/yaml/ enables them.
  yaml: ['formats', 'inventory/chart'],
  'node:http': ['network'],
  'node:https': ['network'],
  'node:net': ['network'],
  'node:tls': [],
  'node:dns': ['network'],
  'node:vm': [],
  // Only the inference runs in a thread: it is the longest work, and gets and gives data.
  'node:worker_threads': ['permissions/inference-thread.ts', 'permissions/run-task-in-thread.ts'],
  'node:v8': ['permissions/run-task-in-thread.ts', 'permissions/v8-settings.ts'],
};

/**
 * Globals and methods that need no import; a name with a leading dot means any object → the folders or files that may
 * use them.
 */
export const globals: Readonly<Record<string, readonly string[]>> = {
  'fetch(': [],
  'process.stdin': ['cli'],
  'process.stdout': ['cli'],
  'process.stderr': ['cli'],
  'process.exit': ['cli'],
  // CARGO_HOME is the folder of Cargo's sources.
  'process.env': [
    'cli',
    'git',
    'older',
    'repo/crate-sources.ts',
    'network/resolve-actions.ts',
    'network/read-package.ts',
  ],
  'console.': [],
  // Only this module removes a temporary folder at every end of the process.
  'tmpdir(': ['repo/temporary-folder.ts'],
  'mkdtempSync(': ['repo/temporary-folder.ts', 'repo/write.ts'],
  // One module writes all texts and documents, with escapes for hidden characters (readline's line is typed by a user).
  '.write(': ['cli/output.ts', 'cli/live-input.ts'],
  '.stream': ['cli'],
  styleText: ['cli'],
};
