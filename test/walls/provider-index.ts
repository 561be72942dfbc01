// src/scaffold/providers/index.ts, generated from the files in its folder.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'src/scaffold/providers';

/** `aws-irsa`: a file with a record is named after the value of `--external-provider`; others hold what records share. */
export function providerNames(): readonly string[] {
  return readdirSync(folder)
    .map((file) => path.basename(file, '.ts'))
    .filter((name) => readFileSync(`${folder}/${name}.ts`, 'utf8').includes(`export const ${exportOf(name)}: Provider`))
    .sort();
}

export function indexOfProviders(names: readonly string[]): string {
  const imports = [
    ...names.map((name) => `import { ${exportOf(name)} } from './${name}.ts';\n`),
    "import type { Provider } from './provider.ts';\n",
  ].sort((a, b) => (fileIn(a) < fileIn(b) ? -1 : 1));
  const rows = names.map((name) => (name === exportOf(name) ? `  ${name},\n` : `  '${name}': ${exportOf(name)},\n`));
  return `// Every provider, by the value of \`--external-provider\`. \`npx vitest run test/walls -u\` writes this file.
import type { Answers } from '../../answers/index.ts';
${imports.join('')}
const providers: Readonly<Record<NonNullable<Answers['externalProvider']>, Provider>> = {
${rows.join('')}};

/** The provider of a repository with external scope. */
export function providerOf({ externalProvider }: Pick<Answers, 'externalProvider'>): Provider | undefined {
  return externalProvider === undefined ? undefined : providers[externalProvider];
}

/** The words with which lines of \`templates/versions/Cargo.toml\` select providers. */
export const crateConditions: readonly string[] = Object.values(providers).flatMap(({ crates }) => crates ?? []);
`;
}

function fileIn(line: string): string {
  return line.slice(line.indexOf("'"));
}

/** `aws-irsa.ts` exports `awsIrsa`. */
function exportOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
