// What we put beside files while they are on their way.

/** How a name starts that is only there while files are written. What a killed run left behind can be deleted. */
export const stagePrefix = '.create-kube-secure-controller-';
