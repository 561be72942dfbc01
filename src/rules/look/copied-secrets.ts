// Files with the name of a secret, and secrets of a build that end up in a layer.
import type { Instruction } from '../../formats/dockerfile/instructions.ts';

const names =
  /(?:^|\/)(?:\.env|\.netrc|\.pypirc|\.git-credentials|\.dockerconfigjson|id_(?:rsa|dsa|ecdsa|ed25519)|kubeconfig|\.docker\/config\.json|\.aws\/credentials|\.kube\/config|\.ssh)\/?$/;

/** The file that an instruction copies into the image, or undefined. */
export function copiedSecret({ keyword, rest }: Instruction): string | undefined {
  if (keyword === 'RUN') return writtenSecret(rest);
  if ((keyword !== 'COPY' && keyword !== 'ADD') || /--from=/.test(rest)) return undefined;
  const words = rest
    .replaceAll(/["'[\],]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('--'));
  return words.slice(0, -1).find((word) => names.test(word));
}

/** A secret is mounted for one command. A copy of it stays in the layer, unless the same command removes it. */
function writtenSecret(rest: string): string | undefined {
  if (!(rest.includes('--mount=') && rest.includes('type=secret')) || /\b(?:rm|shred)\b/.test(rest)) return undefined;
  for (const command of rest.split(/&&|[;|\n]/)) {
    if (/(?:^|\s)(?:cp|mv|install)\s/.test(command) && command.includes('/run/secrets/')) return '/run/secrets';
    const [, file = ''] = />\s*(\S+)/.exec(command) ?? [];
    const isKept = file !== '' && !/^(?:\/dev\/|&|\/tmp\/)/.test(file);
    if (isKept && (command.includes('/run/secrets/') || names.test(file) || file.endsWith('.npmrc'))) return file;
  }
  return undefined;
}
