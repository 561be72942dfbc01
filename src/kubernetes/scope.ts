// The reach of a permission.

/** `own-namespace` is the namespace of the program, whatever its name. */
export type Scope = 'cluster' | 'namespace' | 'own-namespace';
