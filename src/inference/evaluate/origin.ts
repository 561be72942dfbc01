// Where a text comes from, and with it which namespaces an Api may be bound to.

export interface Origin {
  /** The texts that it may be. */
  readonly names?: readonly string[];
  /** The namespace that the program runs in. */
  readonly own?: boolean;
  /** The program's configuration: environment, arguments, a file. */
  readonly configured?: boolean;
  /** The command line says so. */
  readonly argument?: boolean;
  /** `names` are places of their own, no mere fallback for `own`. */
  readonly apart?: boolean;
  /** Anything, such as a field of an object of the whole cluster. */
  readonly anywhere?: boolean;
}

export const OWN: Origin = { own: true };
export const CONFIGURED: Origin = { configured: true };
export const ARGUMENT: Origin = { configured: true, argument: true };
export const ANYWHERE: Origin = { anywhere: true };

/** What either origin allows; not knowing one of them is not knowing. */
export function joinOrigins(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === b) return a;
  if (a === undefined || b === undefined) {
    const known = a ?? b;
    return known?.own === true || known?.configured === true ? { ...known, anywhere: true } : undefined;
  }
  const names = [...new Set([...(a.names ?? []), ...(b.names ?? [])])].sort();
  return {
    ...(names.length > 0 && names.length <= 16 ? { names } : {}),
    ...(a.own === true || b.own === true ? { own: true } : {}),
    ...(a.apart === true || b.apart === true ? { apart: true } : {}),
    ...(a.configured === true || b.configured === true ? { configured: true } : {}),
    ...(a.argument === true || b.argument === true ? { argument: true } : {}),
    ...(a.anywhere === true || b.anywhere === true || names.length > 16 ? { anywhere: true } : {}),
  };
}

/** The origin of a text that was made out of another: what it came from stays, its exact wording does not. */
export function derived(origin: Origin | undefined): Origin | undefined {
  if (origin === undefined) return undefined;
  const { names: _, apart: __, ...rest } = origin;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

export function originKey(origin: Origin | undefined): string {
  if (origin === undefined) return '-';
  return `${origin.names?.join('|') ?? ''}${origin.own === true ? '@own' : ''}${origin.apart === true ? '@apart' : ''}${origin.configured === true ? '@conf' : ''}${origin.argument === true ? '@arg' : ''}${origin.anywhere === true ? '@any' : ''}`;
}
