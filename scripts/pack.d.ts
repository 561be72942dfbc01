/** The tarballs of the build: first the one of the command line, then the one for Yeoman. */
export function packBoth(destination: string): readonly string[];
