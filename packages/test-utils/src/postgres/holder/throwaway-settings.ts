/** Settings of a server whose data are thrown away: without what makes them survive a crash of the machine, and replicas. */
export const throwawaySettings: readonly string[] = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];
