//! The chart installs the CRD that deploy/ installs.
use std::fs;
use std::path::Path;

use super::installed;

#[test]
fn the_chart_has_the_crd_of_deploy() {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("charts");
    let folders = fs::read_dir(charts).unwrap();
    let files = folders.filter_map(|folder| {
        fs::read_to_string(folder.unwrap().path().join("files/crd.yaml")).ok()
    });
    assert_eq!(Vec::from_iter(files), [installed::crd()], "run `just crd`");
}
