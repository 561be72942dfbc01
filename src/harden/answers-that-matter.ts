// The answers that are worth a question: those whose value changes a file that a fix writes.
import type { Given } from '../answers/resolve.ts';
import { inventoryOf, type Inventory } from '../inventory/inventory.ts';
import { rules as catalogue } from '../rules/index.ts';
import type { Change } from '../rules/rule.ts';
import { table } from '../table.ts';
import { isChosen, type PlanOptions } from './apply.ts';
import { brokenOf } from './broken.ts';
import type { Reference } from './reference.ts';

/**
 * The answers, of some given ones, whose other values would change what is written.
 *
 * @param refer makes the reference with other answers
 */
export function answersThatMatter(
  keys: readonly string[],
  inventory: Inventory,
  { repository, answers }: Reference,
  refer: (given: Given) => Reference,
  options: Omit<PlanOptions, 'takes'>,
): readonly string[] {
  const fixes = catalogue
    .filter((rule) => isChosen(rule, options))
    .flatMap((rule) => brokenOf(rule, inventory, options))
    .flatMap(({ sight, finding }) => (finding.fix === 'manual' ? [] : (sight.change ?? [])));
  const written = (model: Inventory): string => JSON.stringify(fixes.map((fix) => made(fix, model)));
  const now = written(inventoryOf(repository));
  const values = new Map<string, unknown>(Object.entries(answers));
  return keys.filter((key) => {
    const other = others[key]?.(values.get(key));
    const model = other === undefined ? undefined : attempt(() => refer(other).repository);
    return model === undefined || written(inventoryOf(model)) !== now;
  });
}

const confined: Given = { scope: 'namespaced', watchNamespaces: ['another-namespace'] };

/** Another value than the present one, with the answers that it requires. */
const others = table<(value: unknown) => Given>({
  name: () => ({ name: 'another-name' }),
  scope: (value) => (value === 'namespaced' ? { scope: 'cluster' } : confined),
  installNamespace: () => ({ installNamespace: 'another-namespace' }),
  watchNamespaces: () => confined,
  group: () => ({ group: 'another.example' }),
  kind: () => ({ kind: 'Another' }),
  owns: (value) => ({ owns: Array.isArray(value) && value.includes('Secret') ? ['ConfigMap'] : ['Secret'] }),
  repository: () => ({ repository: 'another/another' }),
});

/** A fix that fails is refused when it is made, so it does not count here. */
function made(fix: (model: Inventory) => Change | undefined, model: Inventory): Change | undefined {
  return attempt(() => fix(model));
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
