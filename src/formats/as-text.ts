// Maps of somebody's that have keys by which JavaScript makes a text of them.

/** The same map; one that says for itself how it becomes a text becomes the usual one, and no error. */
export function asText<T extends object>(value: T): T {
  return ['toString', 'valueOf'].some((name) => Object.hasOwn(value, name))
    ? Object.assign(value, { [Symbol.toPrimitive]: () => '[object Object]' })
    : value;
}
