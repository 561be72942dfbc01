// The checklist of required properties, over all pairs of answers. Properties that need Rust, a cluster or a scanner
// are in test/rust, test/cluster and test/judges. It is one test file, so that the repositories are generated once.
import './checklist/rbac.ts';
import './checklist/workload.ts';
import './checklist/network.ts';
import './checklist/identity.ts';
import './checklist/image.ts';
import './checklist/upkeep.ts';
