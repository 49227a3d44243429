import type { Pool } from 'pg';

/** Ends a pool and waits for its connections: `end` resolves before they are closed, and the server must outlive them. */
export async function closePool(pool: Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on('remove', () => {
      if (--open === 0) resolve();
    });
  });
  await pool.end();
  await closed;
}
