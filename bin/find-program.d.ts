/** The file to run: what was built, unless there are sources and one of them is newer. */
export function findProgram(root: string): string;
