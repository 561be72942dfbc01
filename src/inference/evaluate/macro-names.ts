// Macros by what is known about them.

/** Their arguments are data, or code of another program. */
export const DATA = new Set([
  'quote',
  'quote_spanned',
  'parse_quote',
  'sql',
  'query',
  'include_str',
  'include_bytes',
  'line',
  'file',
  'column',
  'module_path',
  'stringify',
  'compile_error',
]);
/** They return a text or nothing; expressions in them are evaluated. */
export const LOGGING = new Set([
  'info',
  'warn',
  'error',
  'debug',
  'trace',
  'println',
  'eprintln',
  'print',
  'eprint',
  'log',
  'event',
  'span',
  'info_span',
  'debug_span',
  'error_span',
  'warn_span',
  'trace_span',
  'assert',
  'assert_eq',
  'assert_ne',
  'debug_assert',
  'anyhow',
  'eyre',
  'format_err',
]);
export const DIVERGING = new Set(['panic', 'unreachable', 'todo', 'unimplemented', 'bail', 'whatever']);
