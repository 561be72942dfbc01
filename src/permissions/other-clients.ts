// Programs in other languages that call the API server, perhaps with the same role: what they need nobody inferred.
import { isShipped } from '../inventory/shipped.ts';
import type { Files } from '../repo/files.ts';

export function otherClients(
  files: Files,
): readonly { readonly path: string; readonly line: number; readonly why: string }[] {
  return [...files].flatMap(([path, text]) =>
    clients.some(([name, marks]) => name.test(path) && marks.test(text)) && isShipped(path)
      ? [{ path, line: 1, why: 'another program calls the API server' }]
      : [],
  );
}

const clients: readonly (readonly [RegExp, RegExp])[] = [
  [/\.go$/, /"(k8s\.io\/client-go|sigs\.k8s\.io\/controller-runtime)/],
  [/\.py$/, /^[ \t]*(from|import) (kubernetes|kopf|kr8s|lightkube)\b/m],
  [/\.(ts|js|mjs|cjs)$/, /['"]@kubernetes\/client-node['"]/],
  [/\.(java|kt|scala)$/, /io\.(fabric8\.kubernetes|kubernetes)\.client/],
];
