// Moves the permissions of a workflow into its jobs. Each step keeps the permissions that it has.
import { insertLines, lineEnd, type Edit } from '../../formats/edit.ts';
import { asMap, columnOf, endOf, endOfPair, pairAt, startOf, type MapNode } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import type { Change } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import type { Job, Workflow } from '../look/workflows.ts';

/**
 * The change that moves `permissions` from the top into the jobs that have none, with their comments. If every job has
 * its own, those of the top had no effect.
 */
export function permissionsInJobs(workflow: Workflow): Change {
  const { document, path, jobs } = workflow;
  const root = asMap(document.root);
  const pair = root === undefined ? undefined : pairAt(root, 'permissions');
  const rights = asMap(pair?.value);
  if (pair === undefined || rights === undefined) return { path, refused: 'permissions is not a map in this file' };
  const { text } = document.file;
  const colon = text.indexOf(':', document.offset + pair.key.range[1]) + 1;
  const below = lineEnd(text, colon);
  const end = rights.flow === true ? endOf(document, rights) : lineEnd(text, endOf(document, rights));
  const source = rights.flow === true ? text.slice(startOf(document, rights), end) : text.slice(below, end);
  const cut =
    rights.flow === true
      ? [{ start: colon, end, text: ' {}' }]
      : [
          { start: colon, end: colon, text: ' {}' },
          { start: below, end, text: '' },
        ];
  const given = jobs
    .filter(({ value }) => fieldOf(value, 'permissions') === undefined)
    .map((job) => give(job, rights, source));
  return given.includes(undefined)
    ? { path, refused: 'a job is not a map in this file' }
    : { path, edits: [...cut, ...given.flatMap((edit) => edit ?? [])] };
}

function give({ workflow: { document }, id }: Job, rights: MapNode, source: string): Edit | undefined {
  const job = asMap(read(document, ['jobs', id]).node);
  const anchor = job === undefined ? undefined : (pairAt(job, 'runs-on') ?? pairAt(job, 'uses'));
  if (job === undefined || anchor === undefined || job.flow === true) return undefined;
  const column = columnOf(document, job);
  const indent = ' '.repeat(column);
  const lines =
    rights.flow === true ? ` ${source}${note}` : `\n${moved(source, columnOf(document, rights), column + 2)}`;
  return insertLines(
    document.file.text,
    lineEnd(document.file.text, endOfPair(document, anchor)),
    `${indent}permissions:${lines}`,
  );
}

/** The same lines at another column. */
function moved(source: string, from: number, to: number): string {
  const lines = source.replaceAll('\r', '').trimEnd().split('\n');
  return lines
    .map((line) =>
      line.trim() === ''
        ? ''
        : `${' '.repeat(to)}${line.slice(Math.min(from, line.search(/\S/)))}${line.includes('#') ? '' : note}`,
    )
    .join('\n');
}

/** A permission without a comment: only the author of the job knows whether the job needs it. */
const note = ' # every job had it; remove it where it is not needed';
