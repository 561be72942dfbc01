// The origin of a text, which decides the possible namespaces of an Api.

export interface Origin {
  /** The possible texts. */
  readonly names?: readonly string[];
  /** The namespace of the program. */
  readonly own?: boolean;
  /** The configuration of the program: environment, arguments, a file. */
  readonly configured?: boolean;
  /** It comes from the command line. */
  readonly argument?: boolean;
  /** `names` are separate places, not just fallbacks for `own`. */
  readonly apart?: boolean;
  /** The namespace of an object that was read, and not another text in it. */
  readonly ofObject?: boolean;
  /** Anything, such as a field of an object anywhere in the cluster. */
  readonly anywhere?: boolean;
}

export const OWN: Origin = { own: true };
export const CONFIGURED: Origin = { configured: true };
export const ARGUMENT: Origin = { configured: true, argument: true };
export const ANYWHERE: Origin = { anywhere: true };
/** The namespace of an object that was read from anywhere. */
const OF_OBJECT: Origin = { anywhere: true, ofObject: true };

/** The namespace of an object that was read from this place. */
export function namespaceOfObject(place: Origin | undefined): Origin {
  return place === undefined || place === ANYWHERE ? OF_OBJECT : place;
}

/** Whether both are the namespace of an object, apart from constants for the case that there is none. */
function isOfObject(a: Origin, b: Origin): boolean {
  if (a.apart === true || b.apart === true) return false;
  return a.ofObject === true ? b.ofObject === true || isConstant(b) : b.ofObject === true && isConstant(a);
}

function isConstant({ names, own, configured, anywhere }: Origin): boolean {
  return names !== undefined && own !== true && configured !== true && anywhere !== true;
}

/** Everything that either origin allows; unknown if one of them is unknown. */
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
    ...(isOfObject(a, b) ? { ofObject: true } : {}),
    ...(a.anywhere === true || b.anywhere === true || names.length > 16 ? { anywhere: true } : {}),
  };
}

/** The origin of a value that holds another, such as a list of texts: the source stays, and the wording is lost. */
export function derived(origin: Origin | undefined): Origin | undefined {
  if (origin === undefined) return undefined;
  const { names: _, apart: __, ...rest } = origin;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** The origin of another text that was made of one: `{own}-jobs` is not the own namespace, but whoever installs the program sets it. */
export function changed(origin: Origin | undefined): Origin | undefined {
  const { ofObject: __, ...made } = derived(origin) ?? {};
  if (origin === undefined || Object.keys(made).length === 0) return undefined;
  if (made.own !== true) return made;
  const { own: _, ...rest } = made;
  return { ...rest, configured: true };
}

export function originKey(origin: Origin | undefined): string {
  if (origin === undefined) return '-';
  return `${origin.names?.join('|') ?? ''}${origin.own === true ? '@own' : ''}${origin.apart === true ? '@apart' : ''}${origin.configured === true ? '@conf' : ''}${origin.argument === true ? '@arg' : ''}${origin.anywhere === true ? '@any' : ''}${origin.ofObject === true ? '@object' : ''}`;
}
