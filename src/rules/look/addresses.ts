// The addresses in a range.

/**
 * Whether a range such as `10.0.0.0/8` contains an address, both of IPv4 or both of IPv6; an invalid one contains none.
 */
export function contains(range: string, address: string): boolean {
  const [base = '', length] = range.split('/');
  const [from, to] = [bitsOf(base), bitsOf(address)];
  if (from === undefined || to === undefined || from.length !== to.length) return false;
  const count = length === undefined ? from.length : Number(length);
  return Number.isInteger(count) && from.slice(0, count) === to.slice(0, count);
}

function bitsOf(address: string): string | undefined {
  return address.includes(':') ? bitsOfSix(address) : bitsOfFour(address);
}

function bitsOfFour(address: string): string | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.map((part) => part.toString(2).padStart(8, '0')).join('');
}

function bitsOfSix(address: string): string | undefined {
  const [head = '', tail] = address.split('::');
  const [before, after] = [head, tail ?? ''].map((text) => text.split(':').filter((part) => part !== ''));
  const zeros = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  if (tail === undefined ? zeros !== 0 : zeros < 0) return undefined;
  const parts = [...(before ?? []), ...Array<string>(zeros).fill('0'), ...(after ?? [])];
  if (parts.some((part) => !/^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return parts.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0')).join('');
}
