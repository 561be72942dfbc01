// Files that say how to reach a cluster, and with which identity: a committed kubeconfig.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { once } from '../../once.ts';
import type { Inventory } from '../../inventory/inventory.ts';

const word = /\b(?:client-key-data|insecure-skip-tls-verify|current-context|clusters)\b/;
const ofKind = /\bkind["']?\s*:\s*["']?Config\b/;

/** Each document of the kind `Config` that names clusters or users, wherever it is. */
export const kubeconfigs = once(({ repository }: Inventory): readonly YamlDocument[] =>
  [...repository.files].flatMap(([path, text]) => {
    const isNamed = /\.(?:ya?ml|json|conf)$|(?:^|\/|[-._])kubeconfig$|(?:^|\/)\.kube\/config$/i.test(path);
    if (!isNamed || !word.test(text) || !ofKind.test(text)) return [];
    return parseYaml(path, text).documents.filter((document) => {
      const { value } = read(document, []);
      return (
        fieldOf(value, 'kind') === 'Config' && ['clusters', 'users'].some((key) => fieldOf(value, key) !== undefined)
      );
    });
  }),
);

/** The value of a key in one of its clusters or users, with the name of that cluster or user. */
export function entriesOf(
  document: YamlDocument,
  list: 'clusters' | 'users',
  key: string,
): readonly { readonly name: string; readonly reading: Reading }[] {
  const inner = list === 'clusters' ? 'cluster' : 'user';
  return itemsOf(read(document, [list])).flatMap((item, index) => {
    const reading = read(document, [list, index, inner, key]);
    return reading.state === 'absent' ? [] : [{ name: `${inner} ${textOf(fieldOf(item, 'name'))}`, reading }];
  });
}

/** Whether a cluster is one of the machine of the reader, such as kind makes. */
export function isOfThisMachine(document: YamlDocument, cluster: string): boolean {
  const [server] = entriesOf(document, 'clusters', 'server').filter(({ name }) => name === cluster);
  return isNearby(textOf(server?.reading.value));
}

/** Whether the servers of all its clusters are. */
export function isOnlyOfThisMachine(document: YamlDocument): boolean {
  const servers = entriesOf(document, 'clusters', 'server');
  return servers.length > 0 && servers.every(({ reading }) => isNearby(textOf(reading.value)));
}

function isNearby(server: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(server);
}
