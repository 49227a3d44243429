import { startPostgres } from '@flatquery/test-utils/postgres';
import { expect, test } from 'vitest';
test('x', async () => { const d = await startPostgres(); expect(d.source).toBe('embedded'); await d.stop(); });
