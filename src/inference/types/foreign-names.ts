// Types of crates that are not read, by their role in the analysis.

/** Pointers, locks, cells and futures: the analysis looks through them. */
export const TRANSPARENT = new Set([
  'Arc',
  'Rc',
  'Box',
  'Pin',
  'Cow',
  'Mutex',
  'RwLock',
  'RefCell',
  'Cell',
  'OnceCell',
  'OnceLock',
  'LazyLock',
  'Lazy',
  'LazyCell',
  'Weak',
  'ArcSwap',
  'BoxFuture',
  'LocalBoxFuture',
  'Future',
  'MutexGuard',
  'RwLockReadGuard',
  'RwLockWriteGuard',
  'Ref',
  'RefMut',
  'CachePadded',
  'ManuallyDrop',
  'State',
  'Extension',
  'Data',
  'PartialObjectMetaExt',
  'Instrumented',
  'Reverse',
  'Saturating',
  'Peekable',
  'Zeroizing',
  'Secret',
  'MaybeUninit',
]);
export const STREAMS = new Set([
  'Iterator',
  'IntoIterator',
  'Stream',
  'BoxStream',
  'LocalBoxStream',
  'TryStream',
  'ExactSizeIterator',
  'DoubleEndedIterator',
  'IntoIter',
  'ReceiverStream',
  'UnboundedReceiverStream',
]);
/** The ends of a channel, which the analysis treats as one. */
const CHANNEL_ENDS = new Set(['Sender', 'SyncSender', 'UnboundedSender', 'Receiver', 'UnboundedReceiver']);
const CHANNEL_HOMES = /^(?:mpsc|oneshot|watch|broadcast|channel|async_channel|flume|crossbeam_channel|kanal|postage)$/;

/** Whether a path names an end of a channel: `tokio::sync::mpsc::Sender`, `flume::Receiver`. */
export function isChannelEnd(path: readonly string[]): boolean {
  return CHANNEL_ENDS.has(path.at(-1) ?? '') && path.slice(0, -1).some((name) => CHANNEL_HOMES.test(name));
}

export const FUNCTIONS = new Set(['Fn', 'FnMut', 'FnOnce']);

/** Each element has the one type argument. */
export const LIST_LIKE = new Set([
  'Vec',
  'VecDeque',
  'HashMap',
  'HashSet',
  'BTreeMap',
  'BTreeSet',
  'JoinSet',
  'FuturesUnordered',
  'DashMap',
  'IndexMap',
  'JoinHandle',
]);
