// Ways to hand an Api on, each of which gives back what it is given.
use std::collections::HashMap;

use kube::Api;

pub fn generic<K>(api: Api<K>) -> Api<K> {
    api
}

pub fn any<T>(value: T) -> T {
    value
}

pub trait Through<K> {
    fn through(self) -> Api<K>;
}
impl<K> Through<K> for Api<K> {
    fn through(self) -> Api<K> {
        self
    }
}

pub fn boxed_closure<K: 'static>(api: Api<K>) -> Api<K> {
    let give: Box<dyn FnOnce() -> Api<K>> = Box::new(move || api);
    give()
}

pub fn closure_in_map<K: Clone + 'static>(api: Api<K>) -> Api<K> {
    let mut table: HashMap<&str, Box<dyn Fn() -> Api<K>>> = HashMap::new();
    table.insert("api", Box::new(move || api.clone()));
    table["api"]()
}

pub fn in_map<K>(api: Api<K>) -> Api<K> {
    let mut table = HashMap::new();
    table.insert("api", api);
    table.remove("api").unwrap()
}

pub fn in_list<K>(api: Api<K>) -> Api<K> {
    let mut list = Vec::new();
    list.push(api);
    list.pop().unwrap()
}

pub fn iterated<K>(api: Api<K>) -> Api<K> {
    std::iter::once(api).map(|each| each).next().unwrap()
}

pub fn in_option<K>(api: Api<K>) -> Api<K> {
    match Some(api) {
        Some(inside) => inside,
        None => unreachable!(),
    }
}

pub struct Builder<K> {
    api: Option<Api<K>>,
}
impl<K> Builder<K> {
    fn new() -> Self {
        Builder { api: None }
    }
    fn api(mut self, api: Api<K>) -> Self {
        self.api = Some(api);
        self
    }
    fn build(self) -> Holder<K> {
        Holder { api: self.api.unwrap() }
    }
}
pub fn built<K>(api: Api<K>) -> Api<K> {
    Builder::new().api(api).build().take()
}

pub struct Holder<K> {
    api: Api<K>,
}
impl<K> Holder<K> {
    fn take(self) -> Api<K> {
        self.api
    }
}

pub struct Wrapped<K>(Api<K>);
impl<K> From<Api<K>> for Wrapped<K> {
    fn from(api: Api<K>) -> Self {
        Wrapped(api)
    }
}
impl<K> std::ops::Deref for Wrapped<K> {
    type Target = Api<K>;
    fn deref(&self) -> &Api<K> {
        &self.0
    }
}
pub fn converted<K>(api: Api<K>) -> Api<K> {
    let wrapped: Wrapped<K> = api.into();
    wrapped.0
}
pub fn dereferenced<K: Clone>(api: Api<K>) -> Api<K> {
    let wrapped = Wrapped::from(api);
    (*wrapped).clone()
}

pub trait Give<K> {
    fn give(&self) -> Api<K>;
}
impl<K: Clone> Give<K> for Wrapped<K> {
    fn give(&self) -> Api<K> {
        self.0.clone()
    }
}
pub fn behind_trait<K: Clone + 'static>(api: Api<K>) -> Api<K> {
    let object: Box<dyn Give<K>> = Box::new(Wrapped(api));
    object.give()
}

pub fn sent<K>(api: Api<K>) -> Api<K> {
    let (sender, receiver) = std::sync::mpsc::channel();
    sender.send(api).ok();
    receiver.recv().unwrap()
}

pub fn threaded<K: Send + 'static>(api: Api<K>) -> Api<K> {
    std::thread::spawn(move || api).join().unwrap()
}

macro_rules! through {
    ($api:expr $(, $rest:tt)*) => {{ let given = $api; $crate::mutants::generic(given) }};
}
pub(crate) use through;
