// The entry of action.yml: it turns the inputs of a step into words of the command line. No input ever reaches a shell.
import { appendFileSync, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';

/** @typedef {{ words: readonly string[], inputs: readonly string[], formats: readonly string[] }} Job */

/** The formats of each command; the first one is its default. @type {ReadonlyMap<string, Job>} */
const jobs = new Map([
  ['audit', { words: ['audit'], inputs: ['preset', 'fail-on', 'since'], formats: ['annotations', 'sarif', 'json'] }],
  ['rbac', { words: ['rbac', '--check'], inputs: ['fail-on', 'since'], formats: ['text', 'sarif', 'json'] }],
  ['update', { words: ['update', '--check'], inputs: ['preset'], formats: ['text', 'json'] }],
  ['report', { words: ['report'], inputs: [], formats: ['text', 'html', 'csv', 'json'] }],
]);

/** The flags of each format. A format with an output is written into a file that the output names. */
const ways = {
  text: { words: [], output: undefined, file: '' },
  annotations: { words: ['--format=github'], output: undefined, file: '' },
  sarif: { words: ['--format=sarif'], output: 'sarif', file: 'results.sarif' },
  html: { words: ['--format=html'], output: 'page', file: 'fleet.html' },
  csv: { words: ['--format=csv'], output: 'sheet', file: 'fleet.csv' },
  json: { words: ['--json'], output: 'report', file: 'report.json' },
};

const cli = path.resolve(import.meta.dirname, '../dist/cli.cjs');
process.exitCode = await run();

async function run() {
  if (!existsSync(cli))
    return refuse(
      'This commit holds no build. Use the commit of a release, as uses: kube-secure/create-kube-secure-controller@<commit> # vX.Y.Z',
    );
  const command = input('command') || 'audit';
  const job = jobs.get(command);
  if (job === undefined) return refuse(`command "${command}" must be one of ${[...jobs.keys()].join(', ')}.`);
  const formats = (input('format') || job.formats[0] || '').split(',').map((format) => format.trim());
  const unknown = formats.filter((format) => !job.formats.includes(format));
  if (unknown.length > 0)
    return refuse(`format "${unknown.join(',')}" is none of ${command}: ${job.formats.join(', ')}.`);
  const idle = ['preset', 'fail-on', 'since'].filter((name) => input(name) !== '' && !job.inputs.includes(name));
  if (idle.length > 0) return refuse(`${command} does not know the input ${idle.join(', ')}.`);
  const { main } = await import(cli);
  const given = job.inputs.flatMap((name) => (input(name) === '' ? [] : [`--${name}=${input(name)}`]));
  let status = 0;
  for (const format of formats) {
    const { words, output, file } = ways[/** @type {keyof typeof ways} */ (format)];
    const all = [...job.words, ...given, ...words, '--', ...placesOf(command, input('directory') || '.')];
    status = Math.max(status, output === undefined ? await main(all) : await mainInto(main, all, output, file));
  }
  say('status', String(status));
  return status < 2 ? status : refuse(`${command} ended with status ${status}. Its words above say why.`, status);
}

/**
 * Runs the command line with its standard output in a file, and names the file in an output of the step.
 *
 * @param {(words: readonly string[], streams: object) => Promise<number>} main
 * @param {readonly string[]} words
 * @param {string} output
 * @param {string} name
 */
async function mainInto(main, words, output, name) {
  const folder = path.join(process.env['RUNNER_TEMP'] ?? '.', 'kube-secure-controller');
  mkdirSync(folder, { recursive: true });
  const stdout = createWriteStream(path.join(folder, name));
  const { stdin, stderr } = process;
  const status = await main(words, { stdin, stdout, stderr });
  stdout.end();
  await once(stdout, 'finish');
  say(output, path.join(folder, name));
  return status;
}

/** A directory to judge; of `report` all that is in it. @param {string} command @param {string} directory */
function placesOf(command, directory) {
  if (command !== 'report') return [directory];
  if (!existsSync(directory)) return [directory];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => path.join(directory, file));
}

/** An input from the runner. @param {string} name */
function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
}

/** Sets an output of the step; all of them have one line. @param {string} name @param {string} value */
function say(name, value) {
  const file = process.env['GITHUB_OUTPUT'];
  if (file !== undefined) appendFileSync(file, `${name}=${value}\n`);
}

/** An annotation without a place. @param {string} message */
function refuse(message, status = 2) {
  process.stdout.write(`::error::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}\n`);
  return status;
}
