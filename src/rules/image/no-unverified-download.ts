// Nothing runs a download that nobody verified.
import type { Dockerfile } from '../../formats/dockerfile/dockerfile.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';
import { runDownload } from '../look/downloads.ts';
import { KeptDownloads } from '../look/kept-downloads.ts';
import { unverified } from '../look/unverified.ts';
import { buildScripts } from '../look/build-scripts.ts';
import { lineOfPart, ownScripts, type OwnScript } from '../look/own-scripts.ts';
import { about } from '../sight.ts';

export const noUnverifiedDownload = defineRule({
  id: 'no-unverified-download',
  title: 'No downloaded script runs without a check',
  why: 'curl | sh, or a download that the next command runs, executes whatever the server or an impostor sends that day.',
  group: 'Image',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Download a version, check its sha256, then run it.',
  fix: 'manual',
  look: ({ dockerfiles, repository }) => [
    ...dockerfiles.flatMap(judge),
    ...buildScripts(repository),
    ...ownScripts(/\b(?:curl|wget|fetch)\b/, repository).flatMap(inScript),
  ],
});

/** A person who builds or installs runs these by hand. */
function inScript(own: OwnScript): readonly Sight[] {
  const download = runDownload(own.script);
  if (download === undefined) return [];
  const shown = download.length > 80 ? `${download.slice(0, 79)}…` : download;
  const said = about('', `a download runs without a check: ${shown}`, shown);
  return [{ state: 'broken', path: own.path, line: lineOfPart(own, download), ...said }];
}

function judge(file: Dockerfile): readonly Sight[] {
  const stages = new Map<string, KeptDownloads>();
  let kept = new KeptDownloads();
  return wrongInstructions(file, file.instructions, ({ keyword, rest }) => {
    if (keyword === 'FROM') {
      const [, base = '', name] = /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(rest) ?? [];
      kept = new KeptDownloads();
      kept.takeOver((stages.get(base.toLowerCase()) ?? kept).all);
      if (name !== undefined) stages.set(name.toLowerCase(), kept);
      return undefined;
    }
    const script = scriptOf(keyword, rest, stages, kept);
    if (script === undefined) return undefined;
    if (script.some((word) => runDownload(word, kept) !== undefined)) return 'a download runs without a check';
    const open = unverified(keyword === 'ENV' ? settingOf(rest) : rest.startsWith('[') ? script.join(' ') : rest);
    return open === undefined ? undefined : `the identity of the server is not verified: ${open}`;
  });
}

/** The command of an instruction; an instruction that copies or adds files counts as the command that would. */
function scriptOf(
  keyword: string,
  rest: string,
  stages: ReadonlyMap<string, KeptDownloads>,
  kept: KeptDownloads,
): readonly string[] | undefined {
  if (/^(RUN|ONBUILD|ENTRYPOINT|CMD|HEALTHCHECK)$/.test(keyword)) return wordsOf(rest);
  if (keyword === 'ENV') return [];
  if (keyword === 'ADD' && /\bhttps?:\/\//i.test(rest) && !/--checksum=/.test(rest)) {
    const [address = '', ...targets] = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
    const target = targets.at(-1) ?? '';
    return [`curl -o ${target.endsWith('/') ? (address.split('/').at(-1) ?? '') : target} ${address}`];
  }
  const from = /--from=(\S+)/.exec(rest)?.[1]?.toLowerCase();
  const stage = keyword === 'COPY' && from !== undefined ? stages.get(from) : undefined;
  if (stage === undefined) return undefined;
  kept.takeOver(stage.all);
  return [`COPY ${rest}`];
}

/** `ENV A 0` is the older form of `ENV A=0`. */
function settingOf(rest: string): string {
  return rest.replace(/^(\w+)\s+(?=[^\s=]+$)/, '$1=');
}

/** Each word, in the form without a shell: a shell gets one of them, and the first is a program. */
function wordsOf(rest: string): readonly string[] {
  return rest.startsWith('[')
    ? rest.split('"').filter((_, index) => index % 2 === 1)
    : [rest.replace(/^(?:--\S+\s+)*(?:CMD\s+)?/, '')];
}
