// Three first changes of a user in the default repository: the lines, their places, and the rule that is then missing.
import { templates } from '../generate.ts';
import type { Files } from '../../src/scaffold/scaffold.ts';

export interface Change {
  /** Each file with the lines to insert after a line of it, or a whole new file. */
  readonly edits: Readonly<Record<string, readonly (readonly [behind: string, added: string])[] | string>>;
  /** The text of `cargo test` to paste. */
  readonly rule: string;
}

const imports = 'use k8s_openapi::api::core::v1::ConfigMap;';
const api = 'let api = Api::<ConfigMap>::namespaced(client.clone(), namespace);';
const message = '    pub message: String,';

export const changes: Readonly<Record<string, Change>> = {
  'own a second kind': {
    edits: {
      'src/owned/service.rs': templates.get('owned/Service.rs') ?? '',
      'src/owned.rs': [
        ['pub mod config_map;', 'pub mod service;'],
        [imports, 'use k8s_openapi::api::core::v1::Service;'],
        [
          '    controller = controller.owns(watch, made_here());',
          `    let services = Api::<Service>::namespaced(client.clone(), namespace);
    controller = controller.owns(services, made_here());`,
        ],
        [
          '    apply(&api, &config_map::desired(object)).await?;',
          `    let services = Api::<Service>::namespaced(client.clone(), namespace);
    apply(&services, &service::desired(object)).await?;`,
        ],
      ],
    },
    rule: rule('services', 'create, list, patch, watch'),
  },
  'read a Secret named in the spec': {
    edits: {
      'src/crd.rs': [[message, '    pub secret_name: String,']],
      'src/error.rs': [
        ['pub enum Error {', '    #[error("cannot read the Secret")]\n    Secret(#[source] kube::Error),'],
        ['        match self {', '            Self::Secret(_) => "SecretFailed",'],
      ],
      'src/owned.rs': [
        [imports, 'use k8s_openapi::api::core::v1::Secret;'],
        [
          '    let namespace = &object.namespace().unwrap_or_default();',
          `    let secrets = Api::<Secret>::namespaced(client.clone(), namespace);
    let secret = secrets.get(&object.spec.secret_name).await;
    secret.map_err(Error::Secret)?;`,
        ],
      ],
      'deploy/samples/example.yaml': [['  message: hello', '  secretName: example']],
      'deploy/samples/a-secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: example\n  namespace: first-changes\n',
    },
    rule: rule('secrets', 'get'),
  },
  'delete a disabled object': {
    edits: {
      'src/crd.rs': [[message, '    #[serde(default)]\n    pub disabled: bool,']],
      'src/owned.rs': [
        [
          `    ${api}`,
          `    if object.spec.disabled {
        let name = config_map::desired(object).name_any();
        let deleted = api.delete(&name, &kube::api::DeleteParams::default()).await;
        return match deleted {
            Err(kube::Error::Api(status)) if status.code != 404 => Err(Error::Apply {
                kind: "ConfigMap".to_owned(),
                name,
                source: kube::Error::Api(status),
            }),
            _ => Ok(()),
        };
    }`,
        ],
      ],
      'tests/controller/life.rs': [
        [
          '    world::create(server, key);\n    world::until_ready(server, key).await;',
          `    let mut changed = server.get(key).unwrap();
    changed["spec"]["disabled"] = true.into();
    server.put(key, changed);
    let gone = |server: &_| world::owned_by(server, key).is_empty();
    server.until("gone", gone).await;`,
        ],
      ],
    },
    rule: rule('configmaps', 'delete'),
  },
};

function rule(resource: string, verbs: string): string {
  return `  # \n  - apiGroups: [""]\n    resources: [${resource}]\n    verbs: [${verbs}]`;
}

/** The files after a change; a missing line is an error in the change. */
export function changed(files: Files, { edits }: Change): Files {
  const after = new Map(files);
  for (const [file, edit] of Object.entries(edits))
    after.set(file, typeof edit === 'string' ? edit : edit.reduce(insert, files.get(file) ?? ''));
  return after;
}

function insert(text: string, [behind, added]: readonly [string, string]): string {
  // The last one, because the first use of the API in owned.rs is the watch.
  const at = text.lastIndexOf(`${behind}\n`);
  if (at < 0) throw new Error(`nothing to put the change behind: ${behind}`);
  const end = at + behind.length + 1;
  return `${text.slice(0, end)}${added}\n${text.slice(end)}`;
}
