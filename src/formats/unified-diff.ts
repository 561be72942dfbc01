// A unified diff for `git apply`.

/** The changes from `before` to `after`; empty if there are none. A missing file is undefined. */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const old = linesOf(before ?? '');
  const changed = linesOf(after ?? '');
  const [from, to] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const head =
    before === undefined
      ? `diff --git ${from} ${to}\nnew file mode 100644\n--- /dev/null\n+++ ${to}\n`
      : after === undefined
        ? `diff --git ${from} ${to}\ndeleted file mode 100644\n--- ${from}\n+++ /dev/null\n`
        : `diff --git ${from} ${to}\n--- ${from}\n+++ ${to}\n`;
  return head + hunks(steps(old, changed)).map(show).join('');
}

/** As git quotes a path that would end its line, or look quoted. */
function quoted(path: string): string {
  const escaped = path.replaceAll(/["\\\u0000-\u001f\u007f]/g, (mark) =>
    mark === '"' || mark === '\\' ? `\\${mark}` : `\\${mark.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return escaped === path ? path : `"${escaped}"`;
}

type Step = { readonly mark: ' ' | '-' | '+'; readonly line: string };

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line)).filter((line) => line !== '');
}

/** Myers' greedy difference between what the two texts do not share at both ends. */
function steps(old: readonly string[], changed: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < old.length && head < changed.length && old[head] === changed[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < changed.length - head &&
    old[old.length - 1 - tail] === changed[changed.length - 1 - tail]
  )
    tail += 1;
  const middle = myers(old.slice(head, old.length - tail), changed.slice(head, changed.length - tail));
  return [...keep(old.slice(0, head)), ...middle, ...keep(old.slice(old.length - tail))];
}

function keep(lines: readonly string[]): readonly Step[] {
  return lines.map((line) => ({ mark: ' ', line }));
}

function myers(old: readonly string[], changed: readonly string[]): readonly Step[] {
  const most = old.length + changed.length;
  const trace: Map<number, number>[] = [];
  const reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = down(reach, diagonal, edits) ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < changed.length && old[x] === changed[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= old.length && x - diagonal >= changed.length) return walkBack(trace, old, changed);
    }
  }
  return [];
}

function down(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  return (
    diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1))
  );
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  changed: readonly string[],
): readonly Step[] {
  const found: Step[] = [];
  let x = old.length;
  let y = changed.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const from = down(reach, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const startX = reach.get(from) ?? 0;
    const startY = startX - from;
    for (; x > startX && y > startY && x > 0 && y > 0; x -= 1, y -= 1)
      found.push({ mark: ' ', line: old[x - 1] ?? '' });
    if (edits === 0) break;
    found.push(x === startX ? { mark: '+', line: changed[startY] ?? '' } : { mark: '-', line: old[startX] ?? '' });
    x = startX;
    y = startY;
  }
  return found.reverse();
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly steps: readonly Step[];
}

const context = 3;

function hunks(all: readonly Step[]): readonly Hunk[] {
  const found: Hunk[] = [];
  let index = 0;
  let old = 1;
  let changed = 1;
  const pass = (step: Step): void => {
    if (step.mark !== '+') old += 1;
    if (step.mark !== '-') changed += 1;
  };
  while (index < all.length) {
    const next = all.findIndex((step, at) => at >= index && step.mark !== ' ');
    if (next === -1) break;
    const start = Math.max(index, next - context);
    for (const step of all.slice(index, start)) pass(step);
    let end = next;
    for (let at = next; at < all.length && at <= end + 2 * context; at += 1) if (all[at]?.mark !== ' ') end = at;
    const stop = Math.min(all.length, end + context + 1);
    const inside = all.slice(start, stop);
    found.push({ oldStart: old, newStart: changed, steps: inside });
    for (const step of inside) pass(step);
    index = stop;
  }
  return found;
}

function show({ oldStart, newStart, steps: lines }: Hunk): string {
  const oldCount = lines.filter(({ mark }) => mark !== '+').length;
  const newCount = lines.filter(({ mark }) => mark !== '-').length;
  const header = `@@ -${oldCount === 0 ? oldStart - 1 : oldStart},${oldCount} +${newCount === 0 ? newStart - 1 : newStart},${newCount} @@\n`;
  return (
    header +
    lines
      .map(({ mark, line }) =>
        line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`,
      )
      .join('')
  );
}
