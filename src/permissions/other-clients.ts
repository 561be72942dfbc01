// Programs other than the inferred Rust that call the API server, perhaps with the same role: nothing inferred their
// needs.
import { lineAt } from '../formats/edit.ts';
import { shippedCode } from '../formats/rust/shipped-code.ts';
import { isShipped } from '../inventory/shipped.ts';
import type { Files } from '../repo/files.ts';

interface OtherClient {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

export function otherClients(files: Files): readonly OtherClient[] {
  return [...files].flatMap(([path, text]) => {
    if (!isShipped(path)) return [];
    if (clients.some(([name, marks]) => name.test(path) && marks.test(text)))
      return [{ path, line: 1, why: 'another program calls the API server' }];
    const at = path.endsWith('.rs') && !/(^|\/)(xtask\/|build\.rs$)/.test(path) ? startedClient(text) : -1;
    return at === -1 ? [] : [{ path, line: lineAt(text, at), why: 'what it starts may call the API server' }];
  });
}

const clients: readonly (readonly [RegExp, RegExp])[] = [
  [/\.go$/, /"(k8s\.io\/client-go|sigs\.k8s\.io\/controller-runtime)/],
  [/\.py$/, /^[ \t]*(from|import) (kubernetes|kopf|kr8s|lightkube)\b/m],
  [/\.(ts|js|mjs|cjs)$/, /['"]@kubernetes\/client-node['"]/],
  [/\.(java|kt|scala)$/, /io\.(fabric8\.kubernetes|kubernetes)\.client/],
];

/**
 * The place where a Rust source starts a program that may be a client: a child process has the token of the Pod. A
 * program whose name is only known at run time may be any; the `Command` of clap starts nothing, and has no module
 * `process`.
 *
 * @returns the offset, or -1
 */
function startedClient(text: string): number {
  if (!/process\s*::\s*(?:\{[^{}]*)?\bCommand\b|\b(?:duct|xshell)\b/.test(text)) return -1;
  const starts = [...shippedCode(text).matchAll(/\bCommand\s*::\s*new\s*\(\s*|\bcmd!\s*\(\s*(?:\w+\s*,\s*)?/g)];
  const found = starts.find(({ index, 0: start }) => {
    const [, literal] = /^"([^"\n]*)"/.exec(text.slice(index + start.length, index + start.length + 200)) ?? [];
    if (literal === undefined) return true;
    const [program = ''] = literal.trim().split(/\s/);
    const name = program.replace(/^.*\//, '');
    return tools.test(name) || (shells.test(name) && mentioned.test(text));
  });
  return found?.index ?? -1;
}

const tools =
  /^(kubectl|helm|helmfile|oc|kustomize|flux|argocd|argo|istioctl|cilium|linkerd|velero|cmctl|kubeadm|skaffold|tkn|kubeseal)(-|$)/;
const shells = /^(env|sh|bash|ash|dash|zsh|sudo|xargs|timeout)$/;
const mentioned = /\b(kubectl|helm|oc)\b/;
