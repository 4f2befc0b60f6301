/** What Jeton's rows promise, for the table. */
export const neverStale = 'never';
export const exactCounts = 'none (`exact`)';
export const noCounts = 'counts none';
