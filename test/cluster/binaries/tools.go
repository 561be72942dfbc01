//go:build tools

// Package binaries pins the programs of a control plane; the imports keep `go mod tidy` from dropping them.
package binaries

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
