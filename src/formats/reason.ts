// Whether a text gives a reason.

/** Whether a text gives a reason, and not only a task to write one. */
export function saysWhy(text: string): boolean {
  return (
    text.trim() !== '' && !/^\s*(todo|fixme|tbd)(?![\w-])/i.test(text) && !/\b(TODO|FIXME|TBD|XXX)\b|\?\s*$/.test(text)
  );
}
