/** How long the end of a database waits, in milliseconds. */
export const patience = {
  /** For clients to leave by themselves, before their connections are cut: pools close theirs a moment after `end()`. */
  forClientsMs: 1_000,
  /** For the server to end, before it is told so with more force. */
  forServerMs: 5_000,
};
