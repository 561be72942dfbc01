// Containers that developers start: services of compose files, and development containers of editors.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { valueOf } from '../../formats/yaml/node.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Repository } from '../../repo/repository.ts';

export interface Loose {
  readonly document: YamlDocument;
  readonly keys: readonly Key[];
  readonly of: string;
  readonly says: string;
}

const compose = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i;
const devContainer = /(?:^|\/)\.devcontainer\.json$|(?:^|\/)\.devcontainer\/(?:[\w-]+\/)?devcontainer\.json$/i;

/** The settings with which such a container can reach its host. */
export function looseContainers({ files }: Repository): readonly Loose[] {
  return [...files].flatMap(([path, text]) => {
    if (compose.test(path)) return parseYaml(path, text).documents.slice(0, 1).flatMap(ofCompose);
    return devContainer.test(path)
      ? parseYaml(path, withoutComments(text)).documents.slice(0, 1).flatMap(ofDevContainer)
      : [];
  });
}

function ofCompose(document: YamlDocument): readonly Loose[] {
  const services = fieldOf(valueOf(document, document.root), 'services');
  return Object.entries({ ...(typeof services === 'object' ? services : {}) }).flatMap(([name, service]) =>
    looseKeys(service).map(([key, says]) => ({ document, keys: ['services', name, key], of: `service ${name}`, says })),
  );
}

/** https://docs.docker.com/reference/compose-file/services/ */
function looseKeys(service: unknown): readonly (readonly [key: string, says: string])[] {
  const texts = (key: string): readonly string[] => {
    const value = fieldOf(service, key);
    return (Array.isArray(value) ? value : [value]).map((one) =>
      typeof one === 'object' ? textOf(fieldOf(one, 'source')) : textOf(one),
    );
  };
  const mount = texts('volumes')
    .map((one) => one.split(':')[0] ?? '')
    .find(isOfMachine);
  const capability = texts('cap_add').find((one) =>
    /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|NET_ADMIN|DAC_READ_SEARCH)$/i.test(one),
  );
  return [
    ...(fieldOf(service, 'privileged') === true ? [['privileged', 'is privileged'] as const] : []),
    ...(mount === undefined ? [] : [['volumes', `mounts ${mount} of the machine`] as const]),
    ...(capability === undefined ? [] : [['cap_add', `adds ${capability}`] as const]),
    ...(['network_mode', 'pid', 'ipc', 'userns_mode'] as const).flatMap((key) =>
      textOf(fieldOf(service, key)) === 'host' ? [[key, `has ${key}: host`] as const] : [],
    ),
    ...(texts('security_opt').some((one) => /unconfined|label[=:]disable/.test(one))
      ? [['security_opt', 'is not confined'] as const]
      : []),
  ];
}

function isOfMachine(source: string): boolean {
  return /^\/(?:var\/run|run)\/(?:docker|containerd\/containerd|crio\/crio|podman\/podman)\.sock$|^\/$|^\/(?:etc|root|proc|sys|dev|boot|var|home)\/?$/.test(
    source,
  );
}

/** https://containers.dev/implementors/json_reference/ */
function ofDevContainer(document: YamlDocument): readonly Loose[] {
  const value = valueOf(document, document.root);
  const runArgs = fieldOf(value, 'runArgs');
  const args = Array.isArray(runArgs) ? runArgs.map(textOf).join(' ') : '';
  const found =
    /--privileged\b|--(?:pid|network|net|ipc|userns)[= ]host\b|--cap-add[= ](?:ALL|SYS_ADMIN)\b|unconfined/.exec(
      args,
    )?.[0];
  const of = 'the dev container';
  return [
    ...(found === undefined ? [] : [{ document, keys: ['runArgs'], of, says: `is started with ${found}` }]),
    ...(fieldOf(value, 'privileged') === true ? [{ document, keys: ['privileged'], of, says: 'is privileged' }] : []),
  ];
}

/** Comments on lines of their own, each with its place. */
function withoutComments(text: string): string {
  return text.replaceAll(
    /^([ \t]*)\/\/[^\n]*/gm,
    (all, indent: string) => `${indent}${' '.repeat(all.length - indent.length)}`,
  );
}
