// Maps from others with keys by which JavaScript converts them to text.

/** The same map; one that defines its own conversion to text gets the usual one instead, without an error. */
export function asText<T extends object>(value: T): T {
  return ['toString', 'valueOf'].some((name) => Object.hasOwn(value, name))
    ? Object.assign(value, { [Symbol.toPrimitive]: () => '[object Object]' })
    : value;
}
