/** What an entity needs beside the record. */
export interface Rendering {
  /** Unix milliseconds. */
  readonly now: number;
  /** Where this server is reached, without a trailing slash. */
  readonly baseUrl: string;
  /** The addresses that used a token last, newest first. */
  addressesOf(tokenId: number): readonly string[];
}
