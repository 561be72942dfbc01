// Bundles the sources into dist/: one small entry for the command line, one for Yeoman, and chunks that load on demand.
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { noticeFor } from './notice.js';
import { packTemplates } from './pack-templates.js';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

/** Modules that the main job imports late for --version, but always needs: they stay in the one file. */
const mainJob = ['cli/arguments.ts', 'cli/report-error.ts', 'commands/create/flags.ts', 'commands/create/run.ts'];
/** @type {Set<string>} the modules that the command line imports late */
const late = new Set();

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** What the modules that are left out export. @type {Readonly<Record<string, string>>} */
const unused = {
  '@inquirer/editor': 'export default undefined;',
  'simple-git': 'export const CheckRepoActions = undefined, CleanOptions = undefined, simpleGit = undefined;',
};

rmSync(dist, { recursive: true, force: true });
// Node.js needs about a millisecond per module, so the main job is one file instead of a dozen chunks.
await build({
  ...shared,
  entryPoints: { cli: 'src/cli/cli.ts' },
  // Node.js starts a CommonJS program without its loader of ES modules, which saves a tenth of a start.
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
  plugins: [
    { name: 'packed-templates', setup: usePackedTemplates },
    { name: 'late', setup: leaveLate },
  ],
});
// The thread is one file too.
await build({
  ...shared,
  entryPoints: { 'chunks/inference-thread': 'src/permissions/inference-thread.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__url', 'import.meta.dirname': '__dirname' },
  banner: { js: "const __url=require('node:url').pathToFileURL(__filename).href;" },
});
const { metafile } = await build({
  ...shared,
  entryPoints: {
    'generators/app/index': 'generators/app/index.ts',
    ...Object.fromEntries([...late].map((file) => [chunkOf(file), file])),
  },
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  metafile: true,
  plugins: [
    { name: 'yeoman-version', setup: inlineYeomanVersion },
    { name: 'unused', setup: leaveOutUnused },
    { name: 'packed-templates', setup: usePackedTemplates },
    { name: 'thread', setup: useThread },
  ],
  // Bundled CommonJS loads Node's modules by `require`.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), noticeFor(Object.keys(metafile.inputs), root));
writeFileSync(path.join(dist, 'templates.cjs'), packTemplates(path.join(root, 'templates')));
copyWasm();

/**
 * yeoman-generator reads its version from its package.json, which is missing once it is bundled.
 *
 * @param {import('esbuild').PluginBuild} plugin
 */
function inlineYeomanVersion(plugin) {
  plugin.onLoad({ filter: /yeoman-generator[\\/]dist[\\/]generator\.js$/ }, ({ path: file }) => {
    const { version } = JSON.parse(readFileSync(path.join(path.dirname(file), '..', 'package.json'), 'utf8'));
    const reading = /^const packageJson = JSON\.parse\(.*\);$/m;
    const source = readFileSync(file, 'utf8');
    if (!reading.test(source)) throw new Error(`${file} no longer reads its package.json as expected`);
    return { contents: source.replace(reading, `const packageJson = { version: ${JSON.stringify(version)} };`) };
  });
}

/**
 * Leaves out what no code here uses: Inquirer's editor prompt, with the tables of every character set (500 kB), and the
 * git of yeoman-generator (60 kB). Git is started in src/git only, so that no repository can choose what it runs.
 *
 * @param {import('esbuild').PluginBuild} plugin
 */
function leaveOutUnused(plugin) {
  plugin.onResolve({ filter: /^(?:@inquirer\/editor|simple-git)$/ }, ({ path: file }) => ({
    path: file,
    namespace: 'left-out',
  }));
  plugin.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path: file }) => ({ contents: unused[file] }));
}

/**
 * Leaves the late imports of the command line to the second build, except for those that the main job needs.
 *
 * @param {import('esbuild').PluginBuild} plugin
 */
function leaveLate(plugin) {
  plugin.onResolve({ filter: /[.]ts$/ }, ({ kind, path: file, resolveDir }) => {
    if (kind !== 'dynamic-import') return undefined;
    const module = path.resolve(resolveDir, file);
    if (mainJob.includes(sourceName(module))) return undefined;
    late.add(module);
    return { path: `./${chunkOf(module)}.js`, external: true };
  });
}

/** @param {string} module  an absolute path */
function sourceName(module) {
  return path.relative(path.join(root, 'src'), module).split(path.sep).join('/');
}

/** @param {string} module  an absolute path; its whole name below src/ counts, so that no two share a chunk */
function chunkOf(module) {
  return `chunks/${sourceName(module).replaceAll('/', '-').replace(/\.ts$/, '')}`;
}

/**
 * In the build, src/scaffold/packed.ts replaces the modules that read and compile the templates one by one.
 *
 * @param {import('esbuild').PluginBuild} plugin
 */
function usePackedTemplates(plugin) {
  const scaffold = path.join(root, 'src', 'scaffold');
  const replaced = [path.join(scaffold, 'templates.ts'), path.join(scaffold, 'render.ts')];
  plugin.onResolve({ filter: /[/](?:templates|render)\.ts$/ }, ({ path: file, resolveDir }) =>
    replaced.includes(path.resolve(resolveDir, file)) ? { path: path.join(scaffold, 'packed.ts') } : undefined,
  );
}

/**
 * In the build, inferences run in a thread.
 *
 * @param {import('esbuild').PluginBuild} plugin
 */
function useThread(plugin) {
  const file = path.join(root, 'src/permissions/run-task-in-thread.ts');
  plugin.onResolve({ filter: /[/]run-task\.ts$/ }, () => ({ path: file }));
}

/** The Rust parser reads its WebAssembly from the folder of its chunk. */
function copyWasm() {
  if (!existsSync(path.join(root, 'src/commands/rbac/run.ts'))) return;
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm']) {
    copyFileSync(require.resolve(file), path.join(dist, 'chunks', path.basename(file)));
  }
  cpSync(path.join(root, 'src/inference/models'), path.join(dist, 'chunks/models'), { recursive: true });
}
