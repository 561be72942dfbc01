// A checker of Stryker that runs only the drawn mutants; the others count as mutants that do not compile.
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { keyOf } from './sample.js';

const drawn = new Set(JSON.parse(process.env['MUTANTS']).drawn);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Checker, 'only-sample', {
    init: async () => {},
    group: async (mutants) => [mutants.map(({ id }) => id)],
    check: async (mutants) => Object.fromEntries(mutants.map((mutant) => [mutant.id, verdict(mutant)])),
  }),
];

function verdict(mutant) {
  if (drawn.has(keyOf(mutant))) return { status: CheckStatus.Passed };
  return { status: CheckStatus.CompileError, reason: 'not in the sample' };
}
