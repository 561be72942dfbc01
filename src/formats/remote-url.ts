// Where the remote of a clone leads: the host and the path there, whichever way its URL is written.
import { withoutTrailing } from '../without-trailing.ts';

export interface Origin {
  /** In small letters; with its port where that is not the usual one of https. */
  readonly host: string;
  /** Without `.git` at its end: OWNER/NAME on GitHub, as many folders as there are on GitLab. */
  readonly path: string;
}

/**
 * What a remote names. Credentials in it are left out.
 *
 * @returns undefined for a path on this machine, and for what is no remote
 * @see https://git-scm.com/docs/git-clone#_git_urls
 */
export function originIn(url: string): Origin | undefined {
  const [, host, path] = short.exec(url.trim()) ?? [];
  return host !== undefined && path !== undefined ? originAt(host, path) : fromUrl(url.trim());
}

/** As a person names it: OWNER/NAME on GitHub, HOST/PATH elsewhere. */
export function nameOfOrigin({ host, path }: Origin): string {
  return isOnGitHub({ host }) ? path : `${host}/${path}`;
}

export function isOnGitHub({ host }: Pick<Origin, 'host'>): boolean {
  return host === 'github.com';
}

/** The forge whose repositories are at home there, as the answer about CI names it; undefined elsewhere. */
export function forgeAt({ host }: Pick<Origin, 'host'>): 'github' | 'gitlab' | undefined {
  if (isOnGitHub({ host })) return 'github';
  return host === 'gitlab.com' ? 'gitlab' : undefined;
}

/** `git@host:path`, which is no URL; a letter alone before the colon is a disk of Windows. */
const short = /^(?:[^/@:\s]+@)?([\w.-]{2,}):(?!\/\/)\/?(\S+)$/;

function fromUrl(text: string): Origin | undefined {
  if (!/^(?:https?|ssh|git(?:\+ssh)?):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, host, pathname } = new URL(text);
  return originAt(/^https?:$/.test(protocol) ? host : hostname, pathname);
}

/** GitHub takes ssh at a second name too, for networks that let nothing but port 443 out; its page answers at one with www. */
function originAt(host: string, path: string): Origin | undefined {
  const clean = withoutTrailing(path.replace(/^\/+/, ''), '/').replace(/\.git$/, '');
  const name = host.toLowerCase().replace(/^(?:ssh|www)\.github\.com$/, 'github.com');
  return clean === '' || name === '' || (isOnGitHub({ host: name }) && !/^[^/]+\/[^/]+$/.test(clean))
    ? undefined
    : { host: name, path: clean };
}
