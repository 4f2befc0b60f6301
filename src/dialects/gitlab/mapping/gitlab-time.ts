/** Times as GitLab writes them, from Unix milliseconds. */
export const gitlabTime = {
  /** `2020-07-23T14:31:47.729Z` */
  timestamp: (time: number): string => new Date(time).toISOString(),
  timestampOrNull: (time: number | null): string | null =>
    time === null ? null : new Date(time).toISOString(),
  /** `2020-07-23`: a client of the personal access token family breaks on anything longer. */
  dateOrNull: (time: number | null): string | null =>
    time === null ? null : new Date(time).toISOString().slice(0, 10),
};
