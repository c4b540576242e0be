// Under which edition this site's scripts and the lab's files are asked for: the build writes it in, so that a
// browser never mixes two of them.
export const edition = ""
