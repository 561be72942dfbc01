// Measures the main job and its peers: `npm run bench`, or `npm run bench -- 21` for more rounds.
import { cpus } from 'node:os';
import { cargoGenerate } from './bench/cargo-generate.js';
import { measure } from './bench/measure.js';
import { kubebuilderProgram, ours, sv, vite } from './bench/peers.js';
import { startRegistry } from './bench/registry.js';
import { updates } from './bench/update.js';

const rounds = Number(process.argv[2] ?? 11);
const node = process.execPath;
const [us, peer, other] = [ours(), vite(), sv()];
const kubebuilder = kubebuilderProgram();

console.log(
  `Node.js ${process.version} on ${process.platform}, ${cpus().length} processors; medians of ${rounds} interleaved runs\n`,
);

report(
  '(c) --version',
  measure(
    [
      { name: 'node -e 0', words: [node, '-e', '0'] },
      { name: 'ours', words: [node, us.entry, '--version'] },
    ],
    rounds * 2,
  ),
  'node -e 0',
  1.15,
);

report(
  '(b) a repository with the defaults',
  measure(
    [
      {
        name: 'create-vite',
        words: [node, peer.entry, 'one', '--template', 'vanilla-ts', '--no-interactive'],
        writes: 'one/package.json',
      },
      {
        name: 'sv create',
        words: [
          ...[node, other.entry, 'create', 'one', '--template', 'minimal', '--types', 'ts'],
          ...['--no-add-ons', '--no-install'],
        ],
        writes: 'one/package.json',
      },
      { name: 'ours', words: [node, us.entry, 'one', '--yes'], writes: 'one/README.md' },
      { name: 'node -e 0', words: [node, '-e', '0'] },
    ],
    rounds * 2,
  ),
  'create-vite',
  1.1,
);
if (kubebuilder === undefined) console.log('(d) kubebuilder was not measured: Go is not there.\n');
else {
  report(
    '(d) a repository with the defaults, beside kubebuilder',
    measure(
      [
        {
          name: 'kubebuilder',
          words: [kubebuilder, 'init', '--domain', 'example.dev', '--repo', 'example.dev/one', '--fetch-deps=false'],
          writes: 'PROJECT',
        },
        { name: 'ours', words: [node, us.entry, 'one', '--yes'], writes: 'one/README.md' },
      ],
      rounds,
    ),
    'kubebuilder',
    1,
  );
}

const ofCargo = cargoGenerate(us.entry);
if (ofCargo === undefined) console.log('(d) cargo generate was not measured: Rust is not there, or this is CI.\n');
else {
  report(
    '(d) a repository with the defaults, beside cargo generate with a template of the same files',
    measure(
      [
        {
          name: 'cargo generate',
          words: [
            ...[ofCargo.program, 'generate', '--silent', '--path', ofCargo.template, '--name', 'one', '--vcs', 'none'],
          ],
          writes: 'one/README.md',
        },
        { name: 'ours', words: [node, us.entry, 'one', '--yes'], writes: 'one/README.md' },
      ],
      rounds,
    ),
    'cargo generate',
    1,
  );
}

const both = updates(us.entry);
if (both === undefined)
  console.log('(e) copier was not measured: Python and its venv are not there, or PyPI is not.\n');
else {
  report(
    '(d) a repository with the defaults, beside copier with a template of the same files',
    measure(
      [
        {
          name: 'copier',
          words: [both.program, 'copy', '--quiet', '--defaults', '--vcs-ref', 'v1', both.template, 'one'],
          writes: 'one/README.md',
        },
        { name: 'ours', words: [node, us.entry, 'one', '--yes'], writes: 'one/README.md' },
      ],
      Math.min(rounds, 3),
    ),
    'copier',
    1,
  );
  const figures = measure(
    [
      {
        name: 'copier',
        words: [both.program, 'update', '--quiet', '--defaults'],
        from: both.theirs,
        writes: 'README.md',
      },
      { name: 'ours', words: [node, us.entry, 'update'], from: both.ours, writes: 'README.md' },
    ],
    Math.min(rounds, 5),
  );
  report(
    '(e) an update of the default repository, edited, beside copier with a template of the same files',
    figures,
    'copier',
    1,
  );
  const wall = figures['ours']?.wall ?? Number.POSITIVE_INFINITY;
  console.log(`ours takes ${Math.round(wall)} ms; the aim is 1500 ms: ${wall <= 1500 ? 'reached' : 'missed'}\n`);
}

const registry = await startRegistry([us.tarball, peer.tarball]);
try {
  const environment = { npm_config_registry: registry.url, npm_config_update_notifier: 'false' };
  const cold = (/** @type {string} */ name, /** @type {readonly string[]} */ words) => [
    'npm',
    'init',
    '--yes',
    name,
    ...words,
  ];
  report(
    '(a) npm init with an empty npm cache, both from one registry on this machine',
    measure(
      [
        {
          name: 'create-vite',
          words: cold('vite', ['one', '--', '--template', 'vanilla-ts', '--no-interactive']),
          environment,
          cold: true,
          writes: 'one/package.json',
        },
        {
          name: 'ours',
          words: cold('kube-secure-controller', ['one', '--', '--yes']),
          environment,
          cold: true,
          writes: 'one/README.md',
        },
      ],
      rounds,
    ),
    'create-vite',
    1.05,
  );
} finally {
  registry.stop();
}

console.log('size           packages   packed kB   unpacked kB');
for (const [name, { packages, packed, unpacked }] of Object.entries({
  'create-vite': peer,
  'sv create': other,
  ours: us,
})) {
  console.log(`${name.padEnd(13)} ${column(packages, 9)} ${column(packed / 1000, 11)} ${column(unpacked / 1000, 13)}`);
}

/**
 * @param {string} title
 * @param {ReturnType<typeof measure>} figures
 * @param {string} reference
 * @param {number} aim
 */
function report(title, figures, reference, aim) {
  const base = figures[reference];
  if (base === undefined) throw new Error(`${reference} was not measured`);
  console.log(`${title}\n               wall ms    fastest ms   CPU ms   peak MiB   ratio of walls   of CPU`);
  for (const [name, { wall, fastest, cpu, memory }] of Object.entries(figures)) {
    const ratios = `${column(wall / base.wall, 16, 2)} ${column(cpu / base.cpu, 8, 2)}`;
    console.log(
      `${name.padEnd(13)} ${column(wall, 8)} ${column(fastest, 13)} ${column(cpu, 8)} ${column(memory, 10)} ${ratios}`,
    );
  }
  const ratio = (figures['ours']?.wall ?? 0) / base.wall;
  console.log(
    `ours is ${ratio.toFixed(2)} × ${reference}; the aim is ${aim} ×: ${ratio <= aim ? 'reached' : 'missed'}\n`,
  );
}

/**
 * @param {number} value
 * @param {number} width
 * @param {number} [digits]
 */
function column(value, width, digits = 0) {
  return value.toFixed(digits).padStart(width);
}
