// Crates that by themselves write no file, start no process and need no capability.

/**
 * Such a crate acts only when the source calls it. Crates that only build, such as cc and cmake, are here too: their
 * work ends before there is an image. Left out on purpose: crates that open files (tracing-appender, sqlite, tempfile,
 * git2), start programs (subprocess, duct) or ask the kernel for more than a controller may (nix, caps, rtnetlink,
 * pnet); and native-tls, which needs tempfile.
 *
 * @see templates/versions/Cargo.lock: the first list has the crates of generated controllers. In docs/image.md they
 * run with a
 * read-only root and without a capability; a test compares.
 */
export const quietCrates: ReadonlySet<string> = new Set(
  `
ahash aho-corasick allocator-api2 annotate-snippets anstyle ar_archive_writer arraydeque async-broadcast
async-stream async-stream-impl atomic-waker autocfg aws-credential-types aws-sigv4 aws-smithy-async aws-smithy-http
aws-smithy-runtime-api aws-smithy-runtime-api-macros aws-smithy-types axum axum-core backon base64 base64-simd
bitflags block-buffer bumpalo bytes bytes-utils cc cfg-if chacha20 cmov combine const-oid core-foundation
core-foundation-sys core_detect cpufeatures crypto-common ctutils darling darling_core darling_macro deranged
derive_more derive_more-impl digest dtoa dyn-clone educe either encoding_rs encoding_rs_io enum-ordinalize
enum-ordinalize-derive equivalent errno event-listener event-listener-strategy fastrand find-msvc-tools foldhash
form_urlencoded futures futures-channel futures-core futures-io futures-macro futures-sink futures-task futures-util
getrandom gloo-timers granit-parser hashbrown hex hmac hostname http http-body http-body-util httparse httpdate
hybrid-array hyper hyper-rustls hyper-timeout hyper-util ident_case itoa jiff jiff-core jiff-static jni jni-macros
jni-sys jni-sys-macros js-sys json-patch jsonpath-rust jsonptr k8s-openapi kube kube-client kube-core kube-derive
kube-lease-manager kube-runtime lazy_static libc lock_api log matchers matchit memchr mime mio multiversion_no_op
nohash-hasher num-conv num-traits object once_cell openssl-probe ordered-float outref parking parking_lot
parking_lot_core pem percent-encoding pest pest_derive pest_generator pest_meta pest_stack_guard pin-project
pin-project-internal pin-project-lite portable-atomic portable-atomic-util powerfmt proc-macro2 prometheus-client
prometheus-client-derive-encode psm quote r-efi rand rand_core redox_syscall ref-cast ref-cast-impl regex
regex-automata regex-syntax ring rustc_version rustls rustls-native-certs rustls-pki-types rustls-platform-verifier
rustls-platform-verifier-android rustls-webpki rustversion ryu same-file schannel schemars schemars_derive
scopeguard secrecy security-framework security-framework-sys semver serde serde-saphyr serde-value serde_core
serde_derive serde_derive_internals serde_json sha2 sharded-slab shlex signal-hook-registry simd_cesu8 simdutf8 slab
smallvec socket2 stacker strsim subtle syn sync_wrapper thiserror thiserror-impl thread_local time time-core
time-macros tokio tokio-macros tokio-rustls tokio-util tower tower-http tower-layer tower-service tracing
tracing-attributes tracing-core tracing-serde tracing-subscriber try-lock typenum ucd-trie unicode-ident
unicode-width untrusted valuable version_check vsimd walkdir want wasi wasip2 wasm-bindgen wasm-bindgen-macro
wasm-bindgen-macro-support wasm-bindgen-shared webpki-root-certs winapi-util windows-link windows-sys
windows-targets windows_aarch64_gnullvm windows_aarch64_msvc windows_i686_gnu windows_i686_gnullvm windows_i686_msvc
windows_x86_64_gnu windows_x86_64_gnullvm windows_x86_64_msvc wit-bindgen zerocopy zerocopy-derive zeroize zmij

addr2line adler adler2 aead aes aes-gcm android-tzdata android_system_properties anstream anstyle-parse
anstyle-query anstyle-wincon anyhow arc-swap arrayvec asn1-rs asn1-rs-derive asn1-rs-impl async-channel
async-recursion async-trait atty aws-lc-rs aws-lc-sys axum-macros backoff backtrace base16ct base64ct bincode
bindgen bit-set bit-vec bitvec blake2 block-padding bon bon-macros bs58 bstr byteorder bytesize bytestring castaway
cbc cexpr cfg_aliases chrono chrono-tz chrono-tz-build cipher clang-sys clap clap_builder clap_derive clap_lex cmake
color-eyre color-spantrace colorchoice compact_str concurrent-queue const-random const-random-macro const_format
const_format_proc_macros constant_time_eq convert_case cookie crc32fast critical-section cron croner
crossbeam-channel crossbeam-deque crossbeam-epoch crossbeam-queue crossbeam-utils crunchy crypto-bigint csv csv-core
ctor ctr curve25519-dalek curve25519-dalek-derive dashmap data-encoding delegate der der-parser der_derive
derivative derive_builder derive_builder_core derive_builder_macro deunicode displaydoc doc-comment
document-features dunce duration-str ecdsa ed25519 ed25519-dalek either_n elliptic-curve env_filter env_logger eyre
fallible-iterator ff fiat-crypto fixedbitset flagset flate2 fluent-uri flume fnv fs_extra funty futures-executor
futures-lite futures-timer generic-array gethostname getset ghash gimli glob globset governor group h2 half
handlebars headers headers-core heck hermit-abi hkdf home http-range-header humansize humantime humantime-serde
hyper-http-proxy hyper-socks2 iana-time-zone iana-time-zone-haiku icu_collections icu_locale_core icu_locid
icu_locid_transform icu_locid_transform_data icu_normalizer icu_normalizer_data icu_properties icu_properties_data
icu_provider icu_provider_macros idna idna_adapter indenter indexmap indoc inout instant inventory ipnet iri-string
is-terminal is_ci is_terminal_polyfill iso8601 itertools jobserver json5 jsonpath_lib jsonwebtoken kanal konst
konst_macro_rules kube-quantity language-tags lazy-regex lazy-regex-proc_macros libloading libm linked-hash-map
linked_hash_set linkme linux-raw-sys litemap litrs lru maplit matches md-5 md5 memo-map memoffset merge merge_derive
mime_guess minijinja minijinja-contrib minimal-lexical miniz_oxide multer nanoid nom nonzero_ext nu-ansi-term num
num-bigint num-bigint-dig num-complex num-derive num-integer num-iter num-rational num_cpus oauth2 oid-registry
once_cell_polyfill oneshot opaque-debug openidconnect opentelemetry opentelemetry-appender-tracing
opentelemetry-http opentelemetry-otlp opentelemetry-proto opentelemetry-semantic-conventions opentelemetry_sdk
option-ext overload owo-colors p256 p384 password-hash paste pathdiff pbkdf2 pem-rfc7468 petgraph phf phf_codegen
phf_generator phf_macros phf_shared pin-utils pkcs1 pkcs5 pkcs8 pkg-config polyval potential_utf ppv-lite86
prettyplease primeorder proc-macro-crate proc-macro-error proc-macro-error-attr proc-macro-error-attr2
proc-macro-error2 proc-macro-hack prometheus prost prost-derive prost-types protobuf quanta quick-error quick-xml
radium rand_chacha raw-cpuid rayon rayon-core rcgen regex-lite reqwest rfc6979 ron rsa rustc-demangle rustc-hash
rusticata-macros rustix rustls-pemfile rustls-tokio-stream salsa20 scoped-tls scrypt sct sec1 self_cell
semver-parser serde_bytes serde_path_to_error serde_plain serde_repr serde_spanned serde_urlencoded serde_with
serde_with_macros serde_yaml sha1 signal-hook signature simd-adler32 simple_asn1 siphasher slug smartstring snafu
snafu-derive spin spki stable_deref_trait static_assertions stringprep strum strum_macros supports-color
synstructure system-configuration system-configuration-sys tame-oauth tap tera termcolor tiny-keccak tinystr tinyvec
tinyvec_macros tls_codec tls_codec_derive tokio-executor tokio-io-timeout tokio-retry tokio-stream tokio-tungstenite
toml toml_datetime toml_edit toml_parser toml_write tonic tonic-prost tonic-types tracing-error tracing-futures
tracing-log tracing-opentelemetry tracing-subscriber-macros treediff tungstenite typed-builder typed-builder-macro
typeid ulid unic-char-property unic-char-range unic-common unic-segment unic-ucd-segment unic-ucd-version unicase
unicode-bidi unicode-normalization unicode-properties unicode-segmentation unicode-xid universal-hash unsafe-libyaml
url urlencoding utf-8 utf16_iter utf8_iter utf8parse uuid validator validator_derive vcpkg warp wasm-bindgen-backend
wasm-bindgen-futures web-sys web-time webpki webpki-roots winapi winapi-i686-pc-windows-gnu
winapi-x86_64-pc-windows-gnu windows windows-collections windows-core windows-future windows-implement
windows-interface windows-numerics windows-registry windows-result windows-strings windows-threading winnow write16
writeable wyz x509-cert x509-parser yaml-rust yansi yasna yoke yoke-derive zerofrom zerofrom-derive zeroize_derive
zerotrie zerovec zerovec-derive
`
    .trim()
    .split(/\s+/),
);
