// Whether roles that are limited to names grant the requests of a program for named objects.
import type { Permission } from '../inference/permission.ts';
import type { Grant } from '../inventory/grants/grants.ts';

type Asked = Pick<Permission, 'verb' | 'resourceNames' | 'oneName'>;

/**
 * The combined effect of several grants of one permission, each limited to names, for a program.
 *
 * @param given the values of the variables and the arguments of its Pods
 * @returns `perhaps` if the name is only known at run time
 */
export function namesCovered(
  permission: Asked,
  grants: readonly Pick<Grant, 'resourceNames'>[],
  given: ReadonlySet<string>,
): 'yes' | 'perhaps' | 'no' {
  const granted = [...new Set(grants.flatMap(({ resourceNames }) => resourceNames))];
  const names = permission.resourceNames;
  if (granted.length === 0) return 'no';
  if (names.length > 0) return names.every((name) => granted.includes(name)) ? 'yes' : 'no';
  const { forms, isGiven } = permission.oneName ?? asItIsCalled(permission);
  const found = forms.map((form) => coveredForm(form, granted, given, isGiven));
  if (found.length === 0 || found.includes('no')) return 'no';
  return found.includes('perhaps') ? 'perhaps' : 'yes';
}

/** These name an object, whatever is known about the name. */
function asItIsCalled({ verb }: Asked): NonNullable<Asked['oneName']> {
  return { forms: ['get', 'patch', 'update', 'delete'].includes(verb) ? ['{}'] : [], isGiven: false };
}

function coveredForm(
  form: string,
  granted: readonly string[],
  given: ReadonlySet<string>,
  isGiven: boolean,
): 'yes' | 'perhaps' | 'no' {
  if (form === '{}') {
    if (granted.every((name) => given.has(name))) return 'yes';
    return isGiven && (given.size === 0 || granted.some((name) => given.has(name))) ? 'perhaps' : 'no';
  }
  const fills = granted.flatMap((name) => filledIn(form, name) ?? []);
  if (fills.length === 0) return 'no';
  return fills.some((fill) => fill === '' || given.has(fill)) ? 'yes' : 'perhaps';
}

/** The text in the holes of a form that makes this name: empty if it has none, undefined if it makes another name. */
function filledIn(form: string, name: string): string | undefined {
  const [start = '', ...rest] = form.split('{}');
  const end = rest.pop();
  if (end === undefined) return name === form ? '' : undefined;
  if (!name.startsWith(start) || !name.endsWith(end) || name.length <= start.length + end.length) return undefined;
  const inside = name.slice(start.length, name.length - end.length);
  let at = 0;
  for (const part of rest) {
    at = inside.indexOf(part, at);
    if (at === -1) return undefined;
    at += part.length;
  }
  return inside;
}
