// Terminal screens as one SVG that shows them in turn, with only CSS.
export interface Frame {
  readonly seconds: number;
  readonly lines: readonly (readonly Span[])[];
}

export interface Span {
  readonly text: string;
  readonly column: number;
  /** The number of a colour in the terminal palette. */
  readonly color: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

const width = 8.4; // of a character at 14 pixels in the fonts below
const height = 18;
const edge = 16;

/** The palette colours that the program uses, all with a contrast of at least 4.5 : 1 to the background. */
const colors: Readonly<Record<number, string>> = {
  1: '#ff8a80',
  2: '#7ee787',
  3: '#f2cc60',
  4: '#79c0ff',
  5: '#d2a8ff',
  6: '#76e3ea',
  8: '#9aa4b2',
};

/**
 * One picture of all frames. Without motion (`prefers-reduced-motion`, or without CSS) it shows the last one.
 *
 * @param title - what a screen reader says
 */
export function svg(frames: readonly Frame[], title: string, columns: number, rows: number): string {
  const [w, h] = [Math.ceil(columns * width + 2 * edge), rows * height + 2 * edge];
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  const parts = frames.map((frame, at) => {
    const begin = frames.slice(0, at).reduce((sum, { seconds }) => sum + seconds, 0);
    return { id: `f${at}`, begin, end: begin + frame.seconds, body: linesIn(frame) };
  });
  const last = parts.at(-1)?.id;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}
.b{font-weight:600}.d{fill:#9aa4b2}
${Object.entries(colors)
  .map(([number, color]) => `.c${number}{fill:${color}}`)
  .join('')}
g{opacity:0}#${last}{opacity:1}
@media (prefers-reduced-motion:no-preference){
#${last}{opacity:0}
${parts.map(({ id, begin, end }) => rule(id, begin / total, end / total, total)).join('\n')}
}
</style>
<rect width="${w}" height="${h}" rx="8" fill="#0d1117"/>
${parts.map(({ id, body }) => `<g id="${id}">\n${body}\n</g>`).join('\n')}
</svg>
`;
}

function rule(id: string, begin: number, end: number, total: number): string {
  const [from, to] = [percent(begin), percent(end)];
  const before = begin === 0 ? '' : '0%{opacity:0}';
  const after = end >= 1 ? '' : `${to}{opacity:0}`;
  return `@keyframes ${id}{${before}${from}{opacity:1}${after}}#${id}{animation:${id} ${total}s step-end infinite}`;
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(3))}%`;
}

function linesIn({ lines }: Frame): string {
  return lines.flatMap((spans, row) => (spans.length === 0 ? [] : [lineOf(spans, row)])).join('\n');
}

function lineOf(spans: readonly Span[], row: number): string {
  const y = edge + row * height + 13;
  const inner = spans.map((span) => {
    const names = [span.bold ? 'b' : '', span.color === undefined ? (span.dim ? 'd' : '') : `c${span.color}`].filter(
      Boolean,
    );
    const style = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
    const shown = span.text.trimStart();
    const x = edge + (span.column + span.text.length - shown.length) * width;
    return `<tspan x="${Number(x.toFixed(1))}"${style}>${escaped(shown.trimEnd())}</tspan>`;
  });
  return `<text y="${y}">${inner.join('')}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
