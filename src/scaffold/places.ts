// The places of the manifests in a repository, and the commands that install them: a kustomization in deploy/, or only
// charts.
import type { Answers } from '../answers/index.ts';

export interface Places {
  /** Whether there is a kustomization in deploy/. */
  readonly kustomize: boolean;
  /** Whether there are charts of Helm. */
  readonly charts: boolean;
  /** The folder to read and install, as a path with a slash at its end. */
  readonly manifests: string;
  /** The path of a manifest, by its name in the base. */
  readonly manifest: (file: string) => string;
  readonly rbacFile: string;
  readonly crdFile: string;
  /** The commands with which an administrator installs the CRD, and a user with the right to create Roles the rest. */
  readonly installCrd: string;
  readonly installRest: string;
  /** The command that creates the namespace and the objects with it. */
  readonly makeNamespace: string;
}

/** The base from which charts are rendered too: it is written if `kustomize` is true. */
export const base = { folder: 'deploy/', crdFile: 'deploy/crd/crd.yaml', samples: 'deploy/samples/' } as const;

type Named = Pick<Answers, 'name' | 'packaging' | 'installNamespace'>;

export function placesOf({ name, packaging, installNamespace }: Named): Places {
  const charts = packaging !== 'kustomize';
  if (packaging !== 'helm')
    return {
      kustomize: true,
      charts,
      manifests: base.folder,
      manifest: (file) => `${base.folder}${file}`,
      rbacFile: 'deploy/rbac.yaml',
      crdFile: base.crdFile,
      installCrd: 'kubectl apply --server-side --kustomize deploy/crd',
      installRest: 'kubectl apply --kustomize deploy',
      makeNamespace: 'kubectl apply -f deploy/namespace.yaml',
    };
  const chart = `charts/${name}`;
  const installCrd = `helm upgrade --install ${name}-crd ${chart}-crd --namespace default`;
  return {
    kustomize: false,
    charts,
    manifests: `${chart}/`,
    manifest: (file) => `${chart}/templates/${file}`,
    rbacFile: `${chart}/templates/rbac.yaml`,
    crdFile: `${chart}-crd/files/crd.yaml`,
    installCrd,
    installRest: `helm upgrade --install ${name} ${chart} --namespace ${installNamespace} --values values.yaml`,
    makeNamespace: installCrd,
  };
}

/** Without the base of kustomize, if only charts are requested; the samples stay in any case. */
export function isDelivered(path: string, { kustomize }: Places): boolean {
  return kustomize || !path.startsWith(base.folder) || path.startsWith(base.samples);
}
