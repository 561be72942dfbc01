// The kustomizations of a repository, as their authors wrote them.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { isKustomization } from '../../inventory/kustomize/kustomization.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { once } from '../../once.ts';
import type { Repository } from '../../repo/repository.ts';

export const kustomizationsOf = once(({ files }: Repository): readonly YamlDocument[] =>
  [...files].flatMap(([path, text]) =>
    isKustomization(path) && isShipped(path) ? parseYaml(path, text).documents.slice(0, 1) : [],
  ),
);
