// Measures audit and report on a fleet: `npm run bench:fleet`, or with another number of repositories than 200. It
// measures processor time, which other programs do not affect.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const most = Number(process.argv[2] ?? 200);
const entry = path.resolve(import.meta.dirname, '../bin/create-kube-secure-controller.js');
const root = mkdtempSync(path.join(tmpdir(), 'fleet-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
mkdirSync(path.join(root, 'reports'));

/** The variants of a repository. Their numbers have no common factor, so that they combine in all ways. */
const variants = [
  ['--scope=namespaced', '--scope=cluster', '--leader-election'],
  ['--owns=ConfigMap', '--owns=Secret,Job', '--owns=Deployment,Service', '--owns=ConfigMap,Secret', '--owns=Job'],
  ['--packaging=kustomize', '--packaging=both'],
  [
    '--finalizer',
    '--no-finalizer',
    '--no-events',
    '--no-metrics',
    '--base-image=chainguard',
    '--ci=none',
    '--license=MIT',
  ],
];

const made = { cpu: 0, memory: 0 };
const judged = { cpu: 0, memory: 0 };
const sizes = new Set([Math.round(most / 4), Math.round(most / 2), most]);
console.log('repositories   made CPU s   audit CPU s   a repository   peak MiB   report CPU s   peak MiB');
for (let count = 1; count <= most; count += 1) {
  const name = `team-${String(count).padStart(3, '0')}`;
  add(made, run([name, '--yes', ...variants.map((values) => values[count % values.length] ?? '')], [0]));
  const report = path.join('reports', `${name}.json`);
  add(judged, run(['audit', name, '--json'], [0, 1], report));
  if (sizes.has(count)) show(count);
}

/** @param {number} count */
function show(count) {
  const reports = Array.from(
    { length: count },
    (_, index) => `reports/team-${String(index + 1).padStart(3, '0')}.json`,
  );
  const fleet = run(['report', ...reports, '--format', 'html', '--output', `fleet-${count}.html`], [0, 1]);
  const each = `${((judged.cpu / count) * 1000).toFixed(0)} ms`;
  console.log(
    [
      String(count).padStart(12),
      made.cpu.toFixed(1).padStart(12),
      judged.cpu.toFixed(1).padStart(13),
      each.padStart(14),
      judged.memory.toFixed(0).padStart(10),
      fleet.cpu.toFixed(2).padStart(14),
      fleet.memory.toFixed(0).padStart(10),
    ].join(' '),
  );
}

/**
 * @param {readonly string[]} words
 * @param {readonly number[]} expected exit statuses
 * @param {string} [output] where its standard output goes
 */
function run(words, expected, output = '/dev/null') {
  const figures = path.join(root, '.figures');
  const command = ['--output', figures, '--quiet', '--format', '%U %S %M', process.execPath, entry, ...words];
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'output=$1; shift; exec /usr/bin/time "$@" >"$output"', 'sh', output, ...command],
    {
      cwd: root,
      encoding: 'utf8',
      input: '',
    },
  );
  if (!expected.includes(status ?? -1)) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  const [user = 0, system = 0, kibibytes = 0] = readFileSync(figures, 'utf8').trim().split(/\s+/).map(Number);
  return { cpu: user + system, memory: kibibytes / 1024 };
}

/**
 * @param {{ cpu: number, memory: number }} sum
 * @param {{ cpu: number, memory: number }} one
 */
function add(sum, one) {
  sum.cpu += one.cpu;
  sum.memory = Math.max(sum.memory, one.memory);
}
