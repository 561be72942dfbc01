// The same update twice: of the default repository by this package, and by copier from a template with the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers, cache } from './peers.js';

const copier = 'copier==9.19.1';
const record = '.kube-secure-controller.lock.json';

/** Files that an older version wrote differently, and that the user edited: one file is both. */
const older = ['README.md', 'src/lib.rs', 'docs/security.md'];
const edited = ['README.md', 'src/owned.rs', 'deploy/deployment.yaml'];

/**
 * @typedef {object} Updates
 * @property {string} ours a repository from an older version of this package, edited and committed
 * @property {string} template the template of copier
 * @property {string} theirs the same files from the template of copier, edited and committed
 * @property {string} program copier
 */

/**
 * Creates both repositories; undefined if Python cannot install copier.
 *
 * @param {string} entry the file of this package that Node runs
 * @returns {Updates | undefined}
 */
export function updates(entry) {
  const program = copierProgram();
  if (program === undefined) return undefined;
  const folder = path.join(cache, 'update');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [ours, template, theirs] = ['ours', 'template', 'theirs'].map((name) => path.join(folder, name));
  if (ours === undefined || template === undefined || theirs === undefined)
    throw new Error('three names, three folders');
  execFileSync(process.execPath, [entry, ours, '--yes'], { cwd: folder, stdio: 'ignore' });
  const files = readdirSync(ours, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(ours, path.join(one.parentPath, one.name)));
  makeTemplate(template, ours, files);
  execFileSync(program, ['copy', '--quiet', '--defaults', '--vcs-ref', 'v1', template, theirs], { stdio: 'ignore' });
  makeOlder(ours);
  for (const repository of [ours, theirs]) {
    commit(repository);
    for (const file of edited) appendFileSync(path.join(repository, file), '# Mine.\n');
    commit(repository);
  }
  return { ours, template, theirs, program };
}

/** @returns {string | undefined} */
function copierProgram() {
  const folder = path.join(cache, 'copier');
  const program = path.join(folder, 'bin', 'copier');
  if (existsSync(program)) return program;
  const pip = path.join(folder, 'bin', 'pip');
  const isThere =
    answers('python3', ['-m', 'venv', folder]) &&
    answers(pip, ['install', '--quiet', '--disable-pip-version-check', copier]);
  return isThere ? program : undefined;
}

/**
 * Jinja renders every file. The files contain its default delimiters, so others are used.
 *
 * @param {string} template
 * @param {string} source
 * @param {readonly string[]} files
 */
function makeTemplate(template, source, files) {
  for (const file of files) {
    const to = path.join(template, `${file}.jinja`);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, withOlderLine(file, readFileSync(path.join(source, file), 'utf8')));
  }
  const signs = [
    ...['block_start_string: "<~%"', 'block_end_string: "%~>"', 'variable_start_string: "<~="'],
    ...['variable_end_string: "=~>"', 'comment_start_string: "<~#"', 'comment_end_string: "#~>"'],
  ];
  writeFileSync(path.join(template, 'copier.yml'), `_envops:\n${signs.map((sign) => `  ${sign}\n`).join('')}`);
  writeFileSync(path.join(template, '<~= _copier_conf.answers_file =~>.jinja'), '<~= _copier_answers|to_yaml =~>\n');
  commit(template, 'v1');
  for (const file of older)
    writeFileSync(path.join(template, `${file}.jinja`), readFileSync(path.join(source, file), 'utf8'));
  commit(template, 'v2');
}

/** @param {string} repository */
function makeOlder(repository) {
  const written = JSON.parse(readFileSync(path.join(repository, record), 'utf8'));
  for (const file of older) {
    const text = withOlderLine(file, readFileSync(path.join(repository, file), 'utf8'));
    writeFileSync(path.join(repository, file), text);
    written.files[file] = blobIdOf(text);
  }
  writeFileSync(path.join(repository, record), JSON.stringify({ ...written, generator: 'older@0.0.1' }));
}

/**
 * @param {string} file
 * @param {string} text
 */
function withOlderLine(file, text) {
  return older.includes(file) ? `${file.endsWith('.rs') ? '//! ' : ''}Older.\n${text}` : text;
}

/** @param {string} text */
function blobIdOf(text) {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
}

/**
 * @param {string} folder
 * @param {string} [tag]
 */
function commit(folder, tag) {
  const git = (/** @type {string[]} */ ...words) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: folder,
      stdio: 'ignore',
    });
  if (!existsSync(path.join(folder, '.git'))) git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a commit');
  if (tag !== undefined) git('tag', tag);
}
