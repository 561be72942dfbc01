// The target of a clone's remote: the host and the path there, whatever the form of its URL.
import { withoutTrailing } from '../without-trailing.ts';

export interface Origin {
  /** In lower case; with its port if that is not the usual one of https. */
  readonly host: string;
  /** Without `.git` at its end: OWNER/NAME on GitHub, any number of folders on GitLab. */
  readonly path: string;
}

/**
 * The target of a remote. Credentials in it are left out.
 *
 * @returns undefined for a path on this machine, and for an invalid remote
 * @see https://git-scm.com/docs/git-clone#_git_urls
 */
export function originIn(url: string): Origin | undefined {
  const [, host, path] = short.exec(url.trim()) ?? [];
  return host !== undefined && path !== undefined ? originAt(host, path) : fromUrl(url.trim());
}

/** The name for people: OWNER/NAME on GitHub, HOST/PATH elsewhere. */
export function nameOfOrigin({ host, path }: Origin): string {
  return isOnGitHub({ host }) ? path : `${host}/${path}`;
}

export function isOnGitHub({ host }: Pick<Origin, 'host'>): boolean {
  return host === 'github.com';
}

/** The forge of the host, as the answer about CI names it; undefined for other hosts. */
export function forgeAt({ host }: Pick<Origin, 'host'>): 'github' | 'gitlab' | undefined {
  if (isOnGitHub({ host })) return 'github';
  return host === 'gitlab.com' ? 'gitlab' : undefined;
}

/** `git@host:path`, which is not a URL; a single letter before the colon is a drive of Windows. */
const short = /^(?:[^/@:\s]+@)?([\w.-]{2,}):(?!\/\/)\/?(\S+)$/;

function fromUrl(text: string): Origin | undefined {
  if (!/^(?:https?|ssh|git(?:\+ssh)?):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, host, pathname } = new URL(text);
  return originAt(/^https?:$/.test(protocol) ? host : hostname, pathname);
}

/** GitHub accepts ssh at a second name too, for networks that only open port 443; its pages answer at www as well. */
function originAt(host: string, path: string): Origin | undefined {
  const clean = withoutTrailing(path.replace(/^\/+/, ''), '/').replace(/\.git$/, '');
  const name = host.toLowerCase().replace(/^(?:ssh|www)\.github\.com$/, 'github.com');
  return clean === '' || name === '' || (isOnGitHub({ host: name }) && !/^[^/]+\/[^/]+$/.test(clean))
    ? undefined
    : { host: name, path: clean };
}
