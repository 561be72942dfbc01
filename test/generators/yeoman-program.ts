// The work of `yo` with a generator, as a program for the tests.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { emptyFolder } from '../cli/run.ts';

/** The module of yeoman-environment, as an import names it. */
export const environment = pathToFileURL(
  path.resolve(import.meta.dirname, '../../node_modules/yeoman-environment/dist/index.js'),
).href;

/**
 * The path of a program that runs a generator in the current directory, or in `cwd`, once for each `{ words, options,
 * cwd }` of its argument, which is JSON or the path of a file. It then writes the error messages next to itself.
 *
 * @param generator the file to register; without it Yeoman looks it up where npm installs generators
 */
export function yeomanProgram(generator?: string): string {
  const program = path.join(emptyFolder(), 'yeoman.mjs');
  const find =
    generator === undefined
      ? "await environment.lookup({ localOnly: true, npmPaths: [process.cwd() + '/node_modules'] });"
      : `environment.register(${JSON.stringify(generator)}, { namespace: 'kube-secure-controller:app' });`;
  writeFileSync(
    program,
    `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createEnv } from ${JSON.stringify(environment)};
const errors = [];
const [, , given] = process.argv;
for (const { words, options, cwd = process.cwd() } of JSON.parse(existsSync(given) ? readFileSync(given, 'utf8') : given)) {
  const environment = createEnv({ cwd, skipInstall: true });
  ${find}
  errors.push(await environment.run(['kube-secure-controller:app', ...words], options).then(() => '', (error) => error.message));
  writeFileSync(import.meta.filename + '.errors.json', JSON.stringify(errors));
}
`,
  );
  return program;
}
