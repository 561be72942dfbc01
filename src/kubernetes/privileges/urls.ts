// Addresses of the API server that are not resources, and show or do more than they should.
import type { Severity } from './privilege.ts';

export interface UrlPrivilege {
  readonly rule: string;
  readonly prefix: string;
  readonly severity: Severity;
  readonly why: string;
  readonly source: string;
}

const rule = 'no-debug-urls';

/** Discovery, health and version are open to every account of a cluster; these are not. */
export const URLS: readonly UrlPrivilege[] = [
  {
    rule,
    prefix: '/debug',
    severity: 'high',
    why: 'profiles the API server, including its memory',
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
  },
  {
    rule,
    prefix: '/logs',
    severity: 'high',
    why: 'reads the log files of the control plane',
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
  },
];
