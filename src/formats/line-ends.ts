// Line ends: every text is merged with those of Unix, and written with those of its file.

export function withUnixEnds(text: string): string {
  return endsAsOnWindows(text) ? text.replaceAll('\r\n', '\n') : text;
}

/** A text with the line ends of another; unchanged if there is no other. */
export function withEndsOf(text: string, other: string | undefined): string {
  return other !== undefined && endsAsOnWindows(other) ? withUnixEnds(text).replaceAll('\n', '\r\n') : text;
}

/** Whether every line has them. */
function endsAsOnWindows(text: string): boolean {
  return text.includes('\r\n') && !/(?:^|[^\r])\n/.test(text);
}
