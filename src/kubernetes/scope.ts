// How far a permission reaches.

/** `own-namespace` is the one that the program runs in, whatever its name. */
export type Scope = 'cluster' | 'namespace' | 'own-namespace';
