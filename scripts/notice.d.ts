export function noticeFor(inputs: readonly string[], root: string): string;
