// Where the manifests of a repository stand, and what installs them: a kustomization in deploy/, or its charts alone.
import type { Answers } from '../answers/index.ts';

export interface Places {
  /** There is a kustomization in deploy/. */
  readonly kustomize: boolean;
  /** There are charts of Helm. */
  readonly charts: boolean;
  /** What to read and to install, as a path that ends with a slash. */
  readonly manifests: string;
  /** The path of a manifest that is named as in the base. */
  readonly manifest: (file: string) => string;
  readonly rbacFile: string;
  readonly crdFile: string;
  /** The commands by which an administrator installs the CRD, and whoever may create Roles the rest. */
  readonly installCrd: string;
  readonly installRest: string;
  /** The command that makes the namespace, with what is installed beside it. */
  readonly makeNamespace: string;
}

/** The base that charts are rendered from, too: it is written where `kustomize` is so. */
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

/** Without the base of kustomize, where charts alone are asked for; the samples stay where they are in either way. */
export function isDelivered(path: string, { kustomize }: Places): boolean {
  return kustomize || !path.startsWith(base.folder) || path.startsWith(base.samples);
}
