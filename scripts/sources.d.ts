export function isBuilt(): boolean;
export function rememberBuild(): void;
