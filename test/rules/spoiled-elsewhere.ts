// Changes that break each rule about files other than manifests: code, clients, foreign policies.
import { append, replace, type Files, type Spoiled } from './spoil.ts';

const ci = '.github/workflows/ci.yml';

function file(path: string, text: string): (files: Files) => Files {
  return (files) => new Map([...files, [path, text]]);
}

/** Adds an object to the installation. */
function object(text: string): (files: Files) => Files {
  return append('deploy/namespace.yaml', `---\n${text}`);
}

export const spoiledElsewhere: readonly Spoiled[] = [
  {
    rule: 'servers-verified',
    spoil: object(
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a, namespace: my-controller-system}\nspec: {endpoints: [{port: a, tlsConfig: {insecureSkipVerify: true}}]}\n',
    ),
    manual: true,
  },
  {
    rule: 'built-pods-confined',
    spoil: append('src/main.rs', '\nfn sees(spec: &mut PodSpec) {\n    spec.host_pid = Some(true);\n}\n'),
    manual: true,
  },
  {
    rule: 'no-shell-in-code',
    spoil: append(
      'src/main.rs',
      '\nfn runs(name: &str) {\n    let _ = std::process::Command::new("sh").arg("-c").arg(format!("rm {name}")).status();\n}\n',
    ),
    manual: true,
  },
  {
    rule: 'secrets-not-logged',
    spoil: append('src/main.rs', '\nfn tells(password: &str) {\n    tracing::info!("{password}");\n}\n'),
    manual: true,
  },
  {
    rule: 'built-roles-limited',
    spoil: append(
      'src/main.rs',
      '\nfn role() -> RoleRef {\n    RoleRef { name: "cluster-admin".into(), ..base() }\n}\n',
    ),
    manual: true,
  },
  {
    rule: 'exceptions-named',
    spoil: object(
      "apiVersion: kyverno.io/v2\nkind: PolicyException\nmetadata: {name: a, namespace: my-controller-system}\nspec: {exceptions: [{policyName: a, ruleNames: ['*']}]}\n",
    ),
    manual: true,
  },
  {
    rule: 'kinds-refer-to-secrets',
    spoil: object(
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.example.dev}\nspec:\n  versions:\n    - {name: v1, schema: {openAPIV3Schema: {properties: {spec: {properties: {password: {type: string}}}}}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'secret-stores-limited',
    spoil: object(
      'apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: a}\nspec: {provider: {fake: {data: []}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-remote-shell',
    spoil: replace(ci, '    steps:\n', '    steps:\n      - run: tmate -F\n'),
    manual: true,
  },
  {
    rule: 'ignored-advisories-explained',
    spoil: replace('deny.toml', 'ignore = []\n', 'ignore = ["RUSTSEC-2023-0071"]\n'),
    manual: true,
  },
  {
    rule: 'conditions-decide',
    spoil: replace(ci, '    name: test\n', "    name: test\n    if: ${{ github.ref == 'refs/heads/main' }} && true\n"),
    manual: true,
  },
  {
    rule: 'secrets-near-their-use',
    spoil: replace(ci, 'jobs:\n', 'env:\n  TOKEN: ${{ secrets.TOKEN }}\n\njobs:\n'),
    manual: true,
  },
  {
    rule: 'projects-limited',
    spoil: object(
      "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a, namespace: argocd}\nspec: {sourceRepos: ['*']}\n",
    ),
    manual: true,
  },
  {
    rule: 'charts-by-version',
    spoil: object(
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: flux-system}\nspec: {chart: {spec: {chart: a, version: ">=1"}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'ordinary-priority',
    spoil: replace(
      'deploy/deployment.yaml',
      '      volumes:\n',
      '      priorityClassName: system-cluster-critical\n      volumes:\n',
    ),
    manual: true,
  },
  {
    rule: 'cloud-rights-named',
    spoil: file(
      'iam/policy.json',
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\n',
    ),
    manual: true,
  },
  {
    rule: 'development-confined',
    spoil: file('compose.yaml', 'services:\n  a:\n    volumes: ["/var/run/docker.sock:/a"]\n'),
    manual: true,
  },
  {
    rule: 'bot-runs-no-code',
    spoil: replace(
      '.github/dependabot.yml',
      'directory: /\n',
      'directory: /\n    insecure-external-code-execution: allow\n',
    ),
    manual: true,
  },
  {
    rule: 'plain-cargo-config',
    spoil: file('.cargo/config.toml', '[build]\nrustc-wrapper = "./wrap.sh"\n'),
    manual: true,
  },
  {
    rule: 'meshes-name-callers',
    spoil: object(
      'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: my-controller-system}\nspec: {rules: [{}]}\n',
    ),
    manual: true,
  },
];
