// The checklist of must-have properties, by number, over all pairs of answers. What needs Rust, a cluster or a scanner
// to see (parts of 6, 12, 14, 31, 41, 47, 55, 58, 60) is in test/rust, test/cluster and test/judges. One test file, so
// that the repositories are made once.
import './checklist/rbac.ts';
import './checklist/workload.ts';
import './checklist/network.ts';
import './checklist/identity.ts';
import './checklist/image.ts';
import './checklist/upkeep.ts';
