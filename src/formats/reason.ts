// Whether somebody has written down why.

/** Whether a text says why, or only that somebody will. */
export function saysWhy(text: string): boolean {
  return (
    text.trim() !== '' && !/^\s*(todo|fixme|tbd)(?![\w-])/i.test(text) && !/\b(TODO|FIXME|TBD|XXX)\b|\?\s*$/.test(text)
  );
}
