// Under which a fix is safe: what the rest of the repository says.
import { lineage } from '../formats/dockerfile.ts';
import type { Inventory } from './inventory/inventory.ts';
import type { Fix } from './rule.ts';

/** Every image that is built here already runs as somebody other than root. */
export function safeWhenImagesAreNonRoot({ dockerfiles }: Inventory): Fix {
  const all = dockerfiles.every((file) => {
    const stages = lineage(file, file.stages.at(-1));
    const user = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'USER').slice(-1))[0];
    return user === undefined ? isNonRootBase(stages.at(-1)?.resolved ?? '') : !/^(root|0)(:|$)/.test(user.rest);
  });
  return dockerfiles.length > 0 && all ? 'safe' : 'ask';
}

/** Base images whose own USER is not root. */
export function isNonRootBase(image: string): boolean {
  return /^gcr\.io\/distroless\/.*:(.*-)?nonroot/.test(image) || /^cgr\.dev\/chainguard\//.test(image);
}

/** Nothing in the source writes to the file system, so that a read-only root changes nothing. */
export function safeWhenNothingIsWritten({ repository }: Inventory): Fix {
  const writes = /\b(fs::(write|create_dir|create_dir_all|rename|copy|File::create)|File::create|OpenOptions|tempfile|TempDir|NamedTempFile|env::temp_dir|create_dir_all)\b/;
  const sources = [...repository.files].filter(([path]) => path.endsWith('.rs') && !/(^|\/)(tests|benches|examples)\//.test(path));
  return sources.length > 0 && !sources.some(([, text]) => writes.test(text)) ? 'safe' : 'ask';
}

/** Nothing that is built here was given a capability or listens below port 1024. */
export function safeWhenNoCapabilityIsAdded({ workloads, dockerfiles }: Inventory): Fix {
  const setcap = dockerfiles.some(({ text }) => /\bsetcap\b/.test(text));
  const low = workloads.some(({ manifest }) => /containerPort:\s*\d{1,3}\b/.test(manifest.document.file.text));
  return setcap || low ? 'ask' : 'safe';
}
