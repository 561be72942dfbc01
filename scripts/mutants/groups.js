// The mutated files, and the tests that must fail.
import { readdirSync } from 'node:fs';

export const groups = {
  rules: { folder: 'src/rules', tests: ['test/rules/**/*.test.ts', 'test/audit/**/*.test.ts'] },
  plan: { folder: 'src/harden', tests: ['test/harden/**/*.test.ts', 'test/rules/laws.test.ts'] },
  comparison: {
    folder: 'src/permissions',
    tests: ['test/permissions/**/*.test.ts', 'test/commands/rbac/**/*.test.ts'],
  },
  merge: { folder: 'src/merge', tests: ['test/merge/**/*.test.ts'] },
  inference: { folder: 'src/inference', tests: ['test/inference/**/*.test.ts'] },
};

/**
 * The files of a group that one run changes.
 *
 * @param share `3/7` is the third of seven shares, so that a week of nights comes by all of them
 */
export function filesOf({ folder }, share) {
  const [part, parts] = share.split('/').map(Number);
  return readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .filter((_, at) => at % parts === part % parts);
}
