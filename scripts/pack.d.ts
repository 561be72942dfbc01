/** The tarballs of what is built: first the one of the command line, then the one that Yeoman finds. */
export function packBoth(destination: string): readonly string[];
