//! An API server in memory, the controller at work in it, and what holds for every controller.
#![allow(dead_code, reason = "a library: not every repository uses all of it")]

pub mod api_server;
mod chart;
mod crd;
pub mod installed;
mod laws;
mod leader;
mod managed;
mod page;
pub mod rbac;
mod request;
mod samples;
mod server;
mod start;
mod stop;
pub mod store;
pub mod world;
mod yaml;
