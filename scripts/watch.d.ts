export function onChange(folders: readonly string[], changed: () => void, quiet?: number): () => void;
