/** A test should not repeat texts for people. */
export const excludedMutations = ['StringLiteral'];
