// Hostile answers and directories in the Yeoman entry: it refuses or writes the same as the command line.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isPrintable } from '../../src/printable.ts';
import { emptyFolder, program, tree } from '../cli/run.ts';
import { yeomanProgram } from '../generators/yeoman-program.ts';
import { endless, put } from './endless.ts';
import { moreEvil } from './hostile-words.ts';

const generator = path.resolve(import.meta.dirname, '../../dist/generators/app/index.js');

const inherited: unknown = JSON.parse('{"__proto__": {"scope": "cluster"}, "constructor": 1}');
const many = (text: string): readonly string[] => Array.from({ length: 5000 }, () => text);

/** Options → the name in the message. */
const answers: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, RegExp]>> = {
  'keys that every object has': [inherited as Record<string, unknown>, /Unknown option "__proto__"/],
  'an object for a text': [{ description: { a: 'x' } }, /--description/],
  'a list of lists': [{ owns: [['Secret']] }, /--owns/],
  'a number for a yes': [{ events: 1 }, /--events/],
  'null in a list': [{ watchNamespaces: [null] }, /--watch-namespaces/],
  'a list of 5,000 wrong names': [{ watchNamespaces: many('../x') }, /--watch-namespaces/],
  'a text of 1 MB': [{ description: 'a'.repeat(1_000_000) }, /--description/],
  'a folder above as the name': [{ name: '../../x' }, /--name/],
  'a newline in the group': [{ group: 'a.dev\nevil: true' }, /--group/],
  'a quote that ends a YAML text': [{ repository: 'a/b"\nevil: 1' }, /--repository/],
  'an expression of GitHub': [{ repository: '${{ secrets.A }}/b' }, /--repository/],
  'an expression of Helm': [{ group: '{{ .Values.a }}' }, /--group/],
  'a tag of EJS': [{ kind: '<%= process.env.HOME %>' }, /--kind/],
  'a template of JavaScript': [{ kind: '${process.env.HOME}' }, /--kind/],
  'a preset that is a URL': [{ preset: 'https://example.dev/preset.tgz' }, /--preset/],
  'a preset of git': [{ preset: 'github:acme/preset' }, /--preset/],
  'a preset above all': [{ preset: '/' }, /--preset/],
  'a file of answers that is a device': [{ answers: '/dev/zero' }, /--answers/],
  'two answers for one': [{ scope: 'cluster', Scope: 'namespaced' }, /Unknown option "Scope"/],
};

test('an impossible answer is refused by name, and nothing is written', () => {
  const runs = Object.values(answers).map(([options]) => ({ words: ['app'], options, cwd: emptyFolder() }));
  const errors = yeoman(runs);
  for (const [at, [name, [, names]]] of Object.entries(answers).entries()) {
    expect({ name, error: errors[at]?.slice(0, 2000) }).toEqual({ name, error: expect.stringMatching(names) });
    expectText(name, errors[at]);
    expect({ name, files: tree(runs[at]?.cwd ?? '') }).toEqual({ name, files: {} });
  }
});

test('a malicious text stays text, as a word and as an answer', () => {
  const runs = Object.values(moreEvil).flatMap((text) => [
    { words: ['app'], options: { description: text }, cwd: emptyFolder() },
    { words: ['app'], options: { [text]: 'a' }, cwd: emptyFolder() },
    { words: [text], options: {}, cwd: emptyFolder() },
    { words: ['app', `--${text}`], options: {}, cwd: emptyFolder() },
  ]);
  for (const [at, error] of yeoman(runs).entries()) {
    const { words = [], options = {}, cwd = '' } = runs[at] ?? {};
    const name = JSON.stringify({ words, options }).slice(0, 300);
    expectText(name, error);
    // Accepted options write the same as the command line.
    expect({ name, error, files: tree(cwd) }).toEqual({
      name,
      error,
      files: error === '' ? byCommandLine(words, options) : {},
    });
  }
});

/** Kind of file at the place of the new repository: creates it, and may name an outside folder that must not change. */
const places: Readonly<Record<string, (place: string, outside: string) => void>> = {
  'a folder in it that leads outside': (place, outside) => {
    mkdirSync(place);
    symlinkSync(outside, path.join(place, 'src'));
  },
  'a file in it that leads outside': (place, outside) => {
    mkdirSync(place);
    symlinkSync(path.join(outside, 'main.rs'), path.join(place, 'README.md'));
  },
  'a link that leads to no file yet': (place, outside) => {
    mkdirSync(place);
    symlinkSync(path.join(outside, 'new.md'), path.join(place, 'README.md'));
  },
  'a file that tells Yeoman to skip all': (place) => {
    mkdirSync(place);
    writeFileSync(path.join(place, '.yo-resolve'), '** skip\n*.md skip\n');
  },
  'a file above that tells Yeoman to skip all': (place) =>
    writeFileSync(path.join(path.dirname(place), '.yo-resolve'), '** skip\n'),
  'a root of Yeoman above': (place) => writeFileSync(path.join(path.dirname(place), '.yo-rc.json'), '{"a": {"b": 1}}'),
  ...Object.fromEntries(
    Object.keys(endless).flatMap((kind) =>
      ['.yo-rc.json', '.yo-resolve', 'Cargo.toml', '../.yo-rc.json', '../.yo-resolve', '../.yo-rc-global.json'].map(
        (file) => [`${kind} as ${file}`, (place: string) => put(kind, path.join(place, file))] as const,
      ),
    ),
  ),
  'answers that are JSON, 100,000 deep': (place) => {
    mkdirSync(place);
    writeFileSync(path.join(place, '.yo-rc.json'), `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  },
  'answers of keys that every object has': (place) => {
    mkdirSync(place);
    writeFileSync(
      path.join(place, '.yo-rc.json'),
      '{"create-kube-secure-controller": {"__proto__": {"scope": "cluster"}}, "__proto__": {"x": 1}}',
    );
  },
};

test.each([{ force: true }, {}])(
  'with %o no existing file leads outside, prevents the end, or skips a file',
  (more) => {
    const outside = emptyFolder();
    mkdirSync(path.join(outside, 'sub'));
    writeFileSync(path.join(outside, 'main.rs'), 'mine');
    const runs = Object.values(places).map((make) => {
      const cwd = path.join(emptyFolder(), 'in');
      mkdirSync(cwd);
      make(path.join(cwd, 'app'), outside);
      return { words: ['app'], options: more, cwd };
    });
    const errors = yeoman(runs);
    for (const [at, [name, make]] of Object.entries(places).entries()) {
      const [error = 'no end', folder = ''] = [errors[at], runs[at]?.cwd];
      expectText(name, error);
      expect({ name, files: tree(outside) }).toEqual({ name, files: { 'main.rs': 'mine' } });
      const same = path.join(emptyFolder(), 'in');
      mkdirSync(same);
      make(path.join(same, 'app'), outside);
      // The command line does not read the folder above.
      if (name.endsWith(' as ../.yo-rc.json')) {
        expect({ name, error }).toEqual({ name, error: expect.stringContaining('Yeoman keeps answers in') });
        expect({ name, files: filesOf(folder) }).toEqual({ name, files: filesOf(same) });
        continue;
      }
      const { status } = program(['app', '--yes', ...('force' in more ? ['--force'] : [])], same);
      expect({ name, error, refused: error !== '' }).toEqual({ name, error, refused: status !== 0 });
      expect({ name, files: filesOf(folder) }).toEqual({ name, files: filesOf(same) });
    }
  },
);

interface Run {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly cwd: string;
}

/** Runs each with the defaults, and returns the errors; fewer if one does not end. */
function yeoman(runs: readonly Run[]): readonly string[] {
  const yeomans = yeomanProgram(generator);
  const file = path.join(path.dirname(yeomans), 'runs.json');
  // An assignment would lose a key __proto__.
  writeFileSync(file, JSON.stringify(runs.map((run) => ({ ...run, options: { ...run.options, yes: true } }))));
  spawnSync(process.execPath, [yeomans, file], { stdio: 'ignore', timeout: 50_000, killSignal: 'SIGKILL' });
  return JSON.parse(readFileSync(`${yeomans}.errors.json`, 'utf8'));
}

function byCommandLine(words: readonly string[], options: Readonly<Record<string, unknown>>): ReturnType<typeof tree> {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(options));
  expect(program([...words, '--yes', '--answers', 'answers.json'], folder).status).toBe(0);
  const { 'answers.json': _, ...files } = tree(folder);
  return files;
}

/** The plain files below a folder, next to endless ones. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size < 1e8);
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}

function expectText(name: string, message = 'no end'): void {
  for (const line of message.split('\n')) {
    expect(isPrintable(line), `${name}: ${JSON.stringify(line.slice(0, 300))}`).toBe(true);
    expect(line, name).not.toMatch(/^\s*::|##\[|##vso\[|TypeError|RangeError/);
  }
}
