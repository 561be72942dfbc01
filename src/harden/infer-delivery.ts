// The build, the updates and the releases of a repository.
import { lineAt } from '../formats/edit.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { gitlabRoot, isOnlyElsewhere, isOtherPipeline } from '../inventory/pipelines.ts';
import { updateBots } from '../rules/look/update-bots.ts';
import type { Forge } from './infer-project.ts';
import { found, guess, place, type Finds, type Reading } from './reading.ts';

/** @param forge the host of its source */
export function deliveryOf(inventory: Inventory, forge: Forge | undefined): Finds {
  const ci = ciOf(inventory, forge);
  return {
    libc: libcOf(inventory),
    baseImage: baseImageOf(inventory),
    ci,
    // GitLab has only one bot, so there is no answer.
    ...(ci?.value !== 'gitlab' && { updates: updatesOf(inventory, forge) }),
  };
}

function libcOf(inventory: Inventory): Reading | undefined {
  const musl = inDockerfiles(inventory, /-linux-musl|\bmusl-tools\b|distroless\/static|chainguard\/static/);
  if (musl !== undefined) return found('musl', musl);
  const gnu = inDockerfiles(inventory, /distroless\/(cc|base)|glibc|-linux-gnu\b|^FROM[^\S\n]+\S*(debian|ubuntu)/im);
  return gnu === undefined ? undefined : found('gnu', gnu);
}

function baseImageOf(inventory: Inventory): Reading | undefined {
  for (const [value, name] of [
    ['chainguard', /cgr\.dev\/chainguard\//],
    ['distroless', /gcr\.io\/distroless\//],
  ] as const) {
    const at = inDockerfiles(inventory, name);
    if (at !== undefined) return found(value, at);
  }
  return undefined;
}

function inDockerfiles({ dockerfiles }: Inventory, pattern: RegExp): string | undefined {
  for (const { path, text } of dockerfiles) {
    const match = pattern.exec(text);
    if (match !== null) return place({ path, line: lineAt(text, match.index) });
  }
  return undefined;
}

function updatesOf(inventory: Inventory, forge: Forge | undefined): Reading | undefined {
  const bots = updateBots(inventory);
  const renovate = bots.find((path) => /renovate/.test(path));
  const [bot] = bots;
  if (bot !== undefined) return found(renovate === undefined ? 'dependabot' : 'renovate', renovate ?? bot);
  // Dependabot runs on GitHub alone.
  const elsewhere =
    forge === undefined && inventory.workflows.length === 0
      ? [...inventory.repository.files.keys()].find(isOnlyElsewhere)
      : undefined;
  return elsewhere === undefined ? undefined : guess('renovate', `Dependabot does not run where ${elsewhere} does`);
}

function ciOf({ repository, workflows }: Inventory, forge: Forge | undefined): Reading | undefined {
  const [workflow] = workflows;
  if (workflow !== undefined && forge !== 'gitlab') return found('github', workflow.path);
  if (forge === 'github') return guess('github', 'its source is on GitHub');
  if (repository.files.has(gitlabRoot)) return found('gitlab', gitlabRoot);
  const other = [...repository.files.keys()].find(isOtherPipeline);
  if (other !== undefined) return found('none', other);
  return forge === 'gitlab' ? guess('gitlab', 'its source is on GitLab') : undefined;
}
