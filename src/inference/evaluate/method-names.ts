// Methods by their names.

/** Methods that return their receiver, as far as the analysis is concerned. */
export const TRANSPARENT = new Set([
  'clone',
  'to_owned',
  'as_ref',
  'as_mut',
  'to_mut',
  'borrow',
  'borrow_mut',
  'deref',
  'to_string',
  'as_str',
  'lock',
  'read',
  'write',
  'boxed',
  'boxed_local',
  'as_deref',
  'as_deref_mut',
  'fuse',
  'into_inner',
  'by_ref',
  'cloned',
  'copied',
  'load',
  'load_full',
  'into_boxed_str',
  'in_current_span',
  'await',
  'shared',
  'downgrade',
  'leak',
  'to_vec',
  'trim',
  'as_slice',
  'into_boxed_slice',
  'try_lock',
  'blocking_lock',
  'get_mut_ref',
  'peekable',
  'unwrap_future',
  'into_string',
  'as_mut_slice',
  'into_future',
]);

/** Names on every kind of type, so a match by name proves nothing. */
export const COMMON = new Set([
  'get',
  'insert',
  'new',
  'push',
  'len',
  'iter',
  'next',
  'send',
  'recv',
  'name',
  'from',
  'default',
  'remove',
  'contains',
  'is_empty',
  'write',
  'read',
  'map',
  'run_once',
  'eq',
  'cmp',
  'hash',
  'fmt',
  'drop',
  'poll',
  'call',
  'build',
  'unwrap',
  'join',
  'text',
  'json',
]);

/** Only an Api has a method with this name. */
export const ONLY_API = new Set([
  'get_opt',
  'patch_status',
  'replace_status',
  'get_status',
  'patch_metadata',
  'get_metadata',
  'get_metadata_opt',
  'list_metadata',
  'delete_collection',
  'replace_scale',
  'patch_scale',
  'evict',
  'portforward',
  'log_stream',
]);
/** Types of arguments that only methods of an Api take. */
export const PARAMETERS = [
  'ListParams',
  'PostParams',
  'DeleteParams',
  'PatchParams',
  'WatchParams',
  'AttachParams',
  'EvictParams',
  'LogParams',
];

/** Requests of an Api with names that other types have too. */
export const REQUESTS = new Set([
  'get',
  'list',
  'create',
  'delete',
  'patch',
  'replace',
  'watch',
  'exec',
  'attach',
  'logs',
  'commit',
  'entry',
]);

/** They convert a value to another type. */
export const CONVERTING = new Set(['into', 'try_into']);
/** Methods of lists, maps, Options and cells that store their arguments. */
export const ADDS =
  'push push_back push_front insert extend append set replace extend_from_slice clone_from clone_from_slice copy_from_slice splice resize_with fill_with try_insert try_push push_mut'.split(
    ' ',
  );
/** Methods of cells, lists, maps and channels that store their arguments and return them later from the same value. */
export const KEEPS = new Set([
  ...ADDS,
  'store',
  'swap',
  'send',
  'try_send',
  'blocking_send',
  'unbounded_send',
  'send_replace',
  'entry',
  'or_insert',
  'get_or_insert',
  'get_or_init',
  'chain',
  'zip',
  'unwrap_or',
  'or',
  'eq',
  'ne',
  'then_some',
  'map',
  'and',
  'and_then',
  'instrument',
  'boxed',
  'drop',
  'with_state',
  'layer',
  'app_data',
  'manage',
  'data',
  'extension',
]);

/** Functions and methods that make a value of the wanted type from data. */
export const READS = /^(?:try_)?(?:from_|deserialize|extract|load|json$|parse)/;

/** Derives whose methods make no requests themselves: the calls that they pass on are followed. */
export const KNOWN_DERIVES = new Set(
  (
    'Clone Copy Debug Default PartialEq Eq Hash PartialOrd Ord Serialize Deserialize Serialize_repr Deserialize_repr JsonSchema ' +
    'Parser Args Subcommand ValueEnum FromArgs StructOpt CustomResource Resource KubeSchema Error Snafu Diagnostic Display DebugCustom ' +
    'From Into TryFrom TryInto FromStr Deref DerefMut AsRef AsMut Index IndexMut IntoIterator Constructor IsVariant Unwrap TryUnwrap ' +
    'Add Sub Mul Div Sum Product new Builder TypedBuilder Getters Setters MutGetters CopyGetters WithSetters Getset Educe Derivative ' +
    'Zeroize ZeroizeOnDrop Arbitrary Message Enumeration Oneof SimpleObject InputObject Object Enum Union MergedObject GraphQLObject ' +
    'FromRef FromRequest FromRequestParts IntoResponse TypedPath OpenApi ToSchema IntoParams ToResponse Validate Template Responder ' +
    'FromForm EnumIter EnumString AsRefStr IntoStaticStr EnumCount EnumDiscriminants EnumIs VariantNames FromRow Type Queryable ' +
    'Insertable Selectable Identifiable Associations AsChangeset Archive Actor Component Clap EncodeLabelSet EncodeLabelValue Metrics ' +
    'Valuable Dissolve Shrinkwrap Fields Config PartialConfig Envconfig Properties Pod Zeroable Encode Decode Merge CloneGetters Newtype'
  ).split(' '),
);
