import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';

const head = `
import { pool } from './pool.js';
interface Row { id: number; customerId: number; tags: string[] }
const load = async (id: number) => (await pool.query('SELECT * FROM customer WHERE id = $1', [id])).rows[0];
declare function fill(ids: number[]): void;
declare function nextBatch(size: number): Promise<Row[]>;
declare function splitIntoBatches(rows: Row[], size: number): Row[][];
`;
const reported = (name: string, code: string) => ({
  name,
  code: head + code,
  errors: [{ messageId: 'queryPerElementThroughCalls' as never }],
});

createRuleTester().run('no-query-in-loop where silence would be wrong', rule as never, {
  valid: [
    {
      name: 'a list of batches',
      code: `${head}export async function show(rows: Row[]) {
  for (const batch of splitIntoBatches(rows, 50)) await pool.query('SELECT 1 WHERE 1 = ANY($1)', [batch]);
}`,
    },
    {
      name: 'a loop that its first success ends',
      code: `${head}export async function show(hosts: number[]) {
  for (const host of hosts) { try { return await load(host); } catch { continue; } }
}`,
    },
  ],
  invalid: [
    reported(
      'a loop that a failure ends',
      `export async function show(rows: Row[]) { for (const row of rows) { try { await load(row.id); } catch { return null; } } }`,
    ),
    reported(
      'a list that starts empty and is filled by a function',
      `export async function show() { const ids: number[] = []; fill(ids); for (const id of ids) await load(id); }`,
    ),
    reported(
      'keys of an object that starts empty',
      `export async function show(rows: Row[]) {
  const by: Record<string, Row[]> = {};
  for (const row of rows) (by[row.customerId] ??= []).push(row);
  for (const id of Object.keys(by)) await load(Number(id));
}`,
    ),
    reported(
      'rows with their positions',
      `export async function show(rows: Row[]) {
  for (const [, row] of rows.entries()) { row.tags.join(', '); await load(row.customerId); }
}`,
    ),
    reported(
      'the rows of one batch',
      `export async function show() { const jobs = await nextBatch(50); for (const job of jobs) await load(job.customerId); }`,
    ),
    reported(
      'a counting loop that fills its rows',
      `export async function show(rows: { id: number; customer?: unknown }[]) {
  for (let i = 0; i < rows.length; i++) rows[i]!.customer = await load(rows[i]!.id);
}`,
    ),
    reported(
      'a list beside the one that is gone through',
      `export async function show(page: { rows: Row[]; customers: unknown[] }) {
  for (const row of page.rows) page.customers.push(await load(row.customerId));
}`,
    ),
  ],
});
