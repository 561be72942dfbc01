//! kubert 0.25..0.28 (olix0r/kubert f46649ed, linkerd/linkerd-kubert 04f6ac35): runtime.rs:362-459, lease.rs. The Lease must exist: it is read first.

pub use kube;
pub use runtime::{Builder, Initialized, Runtime};
pub use lease::LeaseManager;
pub use client::ClientArgs;

pub mod client {
    pub struct ClientArgs;
    pub struct ClientBuilder;
    impl ClientArgs { pub fn try_client(self) -> Result<kube::Client>; }
    impl ClientBuilder { pub fn from_args(args: ClientArgs) -> ClientBuilder; pub fn with_metrics(self, m: M) -> ClientBuilder; pub fn build(self) -> Result<kube::Client>; }
}

pub mod runtime {
    use kube::Api;
    use kube::runtime::watcher::{watcher, Config, Event};
    pub struct Builder; pub struct Runtime<S>; pub struct Initialized; pub struct LeaseParams { pub name: String, pub namespace: String }
    impl Builder {
        pub fn with_log(self, a: A, b: B) -> Builder; pub fn with_admin(self, a: A) -> Builder; pub fn with_client(self, a: ClientArgs) -> Builder; pub fn with_optional_server(self, a: A) -> Builder; pub fn with_server(self, a: A) -> Builder; pub fn with_fixed_client(self, c: Client) -> Builder; pub fn with_metrics(self, m: M) -> Builder; pub fn with_fixed_delay_on_error(self, d: Duration) -> Builder;
        pub fn build(self) -> Result<Runtime<()>>; pub fn try_build(self) -> Result<Runtime<()>>;
    }
    impl<S> Runtime<S> {
        pub fn builder() -> Builder;
        pub fn client(&self) -> kube::Client;
        pub fn initialized_handle(&self) -> Initialized;
        pub fn run(self) -> Result<()>;
        pub fn watch<T>(&self, api: Api<T>, config: Config) -> Stream<Event<T>> { watcher(api, config).map(|event| event.unwrap()) }
        pub fn watch_all<T>(&self, config: Config) -> Stream<Event<T>> { watcher(Api::<T>::all(self.client()), config).map(|event| event.unwrap()) }
        pub fn watch_namespaced<T>(&self, ns: &str, config: Config) -> Stream<Event<T>> { watcher(Api::<T>::namespaced(self.client(), ns), config).map(|event| event.unwrap()) }
        pub fn cache<T>(&self, api: Api<T>, config: Config) -> (kube::runtime::reflector::Store<T>, Stream<Event<T>>) { (stored(api), watcher(api, config).map(|event| event.unwrap())) }
        pub fn cache_all<T>(&self, config: Config) -> (kube::runtime::reflector::Store<T>, Stream<Event<T>>) { let api = Api::<T>::all(self.client()); (stored(api), watcher(api, config).map(|event| event.unwrap())) }
        pub fn cache_namespaced<T>(&self, ns: &str, config: Config) -> (kube::runtime::reflector::Store<T>, Stream<Event<T>>) { let api = Api::<T>::namespaced(self.client(), ns); (stored(api), watcher(api, config).map(|event| event.unwrap())) }
        pub fn spawn_lease(&self, params: LeaseParams) -> Result<Receiver<Claim>> {
            crate::lease::claim(Api::namespaced(self.client(), params.namespace), params.name)
        }
    }
    #[object] fn stored<T>(api: Api<T>) -> kube::runtime::reflector::Store<T>;
}

pub mod lease {
    use kube::Api;
    use k8s_openapi::api::coordination::v1::Lease;
    pub struct LeaseManager { api: Api<Lease>, name: String }
    pub struct Claim; pub struct ClaimParams;
    #[rbac(get, name = name)] #[rbac(patch, name = name)]
    #[rbac(create, name = name, when = "Only when the Lease is deleted between being read and being acquired.")]
    pub fn claim(api: Api<Lease>, name: &str) -> Result<(Receiver<Claim>, JoinHandle<()>)>;
    #[rbac(patch, name = name)] fn patch(api: Api<Lease>, name: &str) -> Result<Claim>;
    impl LeaseManager {
        pub fn init(api: Api<Lease>, name: &str) -> Result<LeaseManager> { api.get(name); Ok(LeaseManager { api, name }) }
        pub fn sync(&self) -> Result<()> { self.api.get(self.name) }
        pub fn ensure_claimed(&self, claimant: &str, params: &ClaimParams) -> Result<Claim> { claim(self.api, self.name) }
        pub fn vacate(&self, claimant: &str) -> Result<bool> { patch(self.api, self.name) }
        pub fn spawn(self, claimant: &str, params: ClaimParams) -> Result<(Receiver<Claim>, JoinHandle<()>)> { claim(self.api, self.name) }
        pub fn with_field_manager(self, name: &str) -> LeaseManager { self }
    }
}
pub mod log { pub struct LogInit; }
