/** What to do once a command has changed files. */
export const reviewAdvice = 'Next: read the changes (`git diff`), and run your tests before you commit.';
