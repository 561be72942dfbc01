// The features of Cargo with which a repository builds its programs.
import { withDefaults } from '../formats/dockerfile/dockerfile.ts';
import type { Repository } from '../repo/repository.ts';
import { dockerfilesOf } from './other-files.ts';
import { isShipped } from './shipped.ts';

export interface BuildFeatures {
  /** As the commands write them: `metrics`, `app/metrics`. */
  readonly named: ReadonlySet<string>;
  /** Whether a build takes every feature, or some that only whoever builds knows. */
  readonly isAny: boolean;
}

/**
 * What the commands of Dockerfiles name, and what the release builds of scripts and workflows name. A build that only
 * tests or checks names features that no image has.
 */
export function buildFeatures(repository: Repository): BuildFeatures {
  const inImages = dockerfilesOf(repository).flatMap((file) =>
    file.stages.flatMap(({ instructions }) =>
      instructions.filter(({ keyword }) => keyword === 'RUN').map(({ rest }) => withDefaults(file, rest)),
    ),
  );
  const others = [...repository.files]
    .filter(([path, text]) => script.test(path) && text.includes('--release') && (isShipped(path) || ofCi.test(path)))
    .map(([, text]) => text);
  const words = [
    ...inImages.flatMap((text) => featuresIn(text)),
    // Outside of images, a variable is more often the matrix of a test than the choice of a release.
    ...others.flatMap((text) => featuresIn(text, '--release')).filter((word) => !word.includes('$')),
  ];
  return {
    named: new Set(words.filter((word) => word !== every && !word.includes('$'))),
    isAny: words.some((word) => word === every || word.includes('$')),
  };
}

const every = '--all-features';
const script =
  /(?:^|\/)(?:Makefile|[^/]*\.mk|[Jj]ustfile|\.justfile|Taskfile\.ya?ml|[^/]*\.(?:sh|bash)|\.gitlab-ci\.yml)$|^\.github\/.*\.ya?ml$/;
const ofCi = /^\.github\//;
const command = /\b(?:cargo|cross)\b[^\n;&|]*/g;
const builds = /\s(?:build|zigbuild|install|rustc|cook|run)\b/;

/** The features that the commands of a text with this option name; `--all-features` stays that word. */
function featuresIn(text: string, option = ''): readonly string[] {
  return [...text.replaceAll(/\\\r?\n/g, ' ').matchAll(command)].flatMap(([whole]) => {
    if (!builds.test(whole) || !whole.includes(option)) return [];
    const named = [...whole.matchAll(/(?:--features|\s-F)(?:=|[ \t]+|(?=["']))(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g)];
    const words = named.flatMap(([, double, single, plain]) => (double ?? single ?? plain ?? '').split(/[\s,]+/));
    return [...words.filter((word) => word !== ''), ...(whole.includes(every) ? [every] : [])];
  });
}
