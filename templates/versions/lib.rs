//! Empty: a package must have something to compile.
