/** Texts for people are no behaviour that a test should repeat. */
export const excludedMutations = ['StringLiteral'];
