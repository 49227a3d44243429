import rule from '../../src/rules/prefer-bulk-write.js';
import { createRuleTester } from './rule-tester.js';

const errors = [{ messageId: 'writePerElementThroughCalls' }];

// Writes behind functions, services and files: what the call passes decides, and what else the functions do.
createRuleTester().run('prefer-bulk-write through calls', rule as never, {
  valid: [
    {
      name: 'an update with values of each row in a function that is handed to another',
      code: `
import { pool } from './pool.js';
const timed = async (run: () => Promise<unknown>) => await run();
const rename = (id: number, name: string) =>
  timed(() => pool.query('UPDATE tag SET name = $1 WHERE id = $2', [name, id]));
export async function store(rows: { id: number; name: string }[]) {
  for (const row of rows) await rename(row.id, row.name);
}
`,
    },
    {
      name: 'a function without parameters that is declared in the loop and called twice',
      code: `
import { pool } from './pool.js';
export async function store(rows: { id: number; name: string }[]) {
  for (const row of rows) {
    const save = async () => {
      const name = row.name.trim();
      await pool.query('UPDATE tag SET name = $1 WHERE id = $2', [name, row.id]);
    };
    if (row.id > 5) await save();
    else await save();
  }
}
`,
    },
    {
      name: 'a function of the element',
      code: `
import { pool } from './pool.js';
const timed = async (run: () => Promise<unknown>) => await run();
export async function store(tasks: (() => Promise<unknown>)[]) {
  await pool.query('SELECT 1');
  for (const task of tasks) await timed(task);
}
`,
    },
    {
      name: 'an entry in a log that is waited for, and looks something up',
      code: `
import { pool } from './pool.js';
const note = (id: number) => pool.query('SELECT level FROM log_setting WHERE id = $1', [id]);
async function remove(id: number) {
  await pool.query('DELETE FROM tag WHERE id = $1', [id]);
  await note(id);
}
export async function store(ids: number[]) {
  for (const id of ids) await remove(id);
}
`,
    },
    {
      name: 'values of each row in an update',
      code: `
import { setLabel } from './audit-log.js';
export async function store(rows: { id: number; label: string }[]) {
  for (const row of rows) await setLabel(row.id, row.label);
}
`,
    },
    {
      name: 'a parameter with a default that each row fills',
      code: `
import { markRead } from './audit-log.js';
export async function store(rows: { id: number; isRead: boolean }[]) {
  for (const row of rows) await markRead(row.id, row.isRead);
}
`,
    },
    {
      name: 'arguments in a list that may hold anything',
      code: `
import { setLabel } from './audit-log.js';
export async function store(rows: [number, string][]) {
  for (const row of rows) await setLabel(...row);
}
`,
    },
    {
      name: 'a condition of two columns that differ',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, rows: { id: number; name: string }[]) {
  for (const row of rows) await logs.removeWhere({ id: row.id, name: row.name });
}
`,
    },
    {
      name: 'a function that looks at what it has written',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  for (const name of names) await logs.addAndTell({ name });
}
`,
    },
    {
      name: 'a function that waits for something else as well',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  for (const name of names) await logs.addAndNote({ name });
}
`,
    },
    {
      name: 'a function in which a failure stays',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  for (const name of names) await logs.addQuietly({ name });
}
`,
    },
    {
      name: 'a function that has a loop of its own, where it is reported',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, lists: { names: { name: string }[] }[]) {
  for (const list of lists) await logs.addAll(list.names);
}
`,
    },
    {
      name: 'a function that calls itself',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  for (const name of names) await logs.addTree({ name }, 3);
}
`,
    },
    {
      name: 'a result that the turn looks at',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[], tell: (id: number) => void) {
  for (const name of names) tell((await logs.add({ name })).id);
}
`,
    },
    {
      name: 'a list of results that the function does not take from the write',
      code: `
import type { PrismaClient } from '@prisma/client';
const add = async (prisma: PrismaClient, title: string) => { await prisma.post.create({ data: { title } }); return title.length; };
export const store = (prisma: PrismaClient, titles: string[]) => Promise.all(titles.map((title) => add(prisma, title)));
`,
    },
    {
      name: 'a function that also reads',
      code: `
import { findTag, renameTag } from './tag-queries.js';
const touch = async (id: number) => { await findTag(id); await renameTag(id, 'touched'); };
export async function store(ids: number[]) {
  for (const id of ids) await touch(id);
}
`,
    },
    {
      name: 'a method of the element',
      code: `
import { pool } from './pool.js';
class Job { constructor(readonly id: number) {} async remove() { await pool.query('DELETE FROM job WHERE id = $1', [this.id]); } }
export async function store(jobs: Job[]) {
  for (const job of jobs) await job.remove();
}
`,
    },
    {
      name: 'functions that the element chooses',
      code: `
import { markRead, setLabel } from './audit-log.js';
const writers = { markRead: (id: number) => markRead(id), setLabel: (id: number) => setLabel(id, 'a') };
export async function store(rows: { kind: 'markRead' | 'setLabel'; id: number }[]) {
  for (const row of rows) await writers[row.kind](row.id);
}
`,
    },
    {
      name: 'a function by name that writes values of each row',
      code: `
import { pool } from './pool.js';
const rename = async ({ id, name }: { id: number; name: string }) => {
  await pool.query('UPDATE tag SET name = $1 WHERE id = $2', [name, id]);
};
export const store = (tags: { id: number; name: string }[]) => tags.forEach(rename);
`,
    },
    {
      name: 'a function by name whose results are used',
      code: `
import { pool } from './pool.js';
const remove = (id: number) => pool.query('DELETE FROM tag WHERE id = $1', [id]);
export const store = (ids: number[]) => Promise.all(ids.map(remove));
`,
    },
  ],
  invalid: [
    {
      name: 'the same values for each key',
      code: `
import { setLabel } from './audit-log.js';
export async function store(rows: { id: number }[], label: string) {
  for (const row of rows) await setLabel(row.id, label);
}
`,
      errors: [
        {
          messageId: 'writePerElementThroughCalls',
          line: 4,
          column: 33,
          data: {
            call: 'setLabel',
            iterable: '`rows`',
            loop: 'for…of',
            line: '4',
            chain: 'setLabel → Pool.query (audit-log.ts:23)',
            advice: 'Hand all of them over and write them at once: `WHERE id = ANY($1)`.',
          },
        },
      ],
    },
    {
      name: 'a parameter with a default',
      code: `
import { markRead } from './audit-log.js';
export async function store(ids: number[]) {
  for (const id of ids) await markRead(id);
}
`,
      errors,
    },
    {
      name: 'rows of their own values, in an object that the function takes apart',
      code: `
import { logEntry } from './audit-log.js';
export async function store(users: { id: number; name: string }[]) {
  for (const user of users) await logEntry({ message: \`hello \${user.name}\`, userId: user.id });
}
`,
      errors,
    },
    {
      name: 'a condition that the caller makes',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, ids: number[]) {
  for (const id of ids) await logs.removeWhere({ id, name: 'a' });
}
`,
      errors,
    },
    {
      name: 'a list of rows that the bulk form gives back as well',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  const added = [];
  for (const name of names) added.push(await logs.add({ name }));
  return added;
}
`,
      errors,
    },
    {
      name: 'two writes in the function, of which each has a bulk form',
      code: `
import { LogService } from './audit-log.js';
export async function store(logs: LogService, names: string[]) {
  for (const name of names) await logs.addTwice({ name });
}
`,
      errors,
    },
    {
      name: 'a service of a class',
      code: `
import { LogService } from './audit-log.js';
export class Importer {
  constructor(private readonly logs: LogService) {}
  async run(names: string[]) {
    for (const name of names) await this.logs.add({ name });
  }
}
`,
      errors,
    },
    {
      name: 'a function that is declared in the loop',
      code: `
import { pool } from './pool.js';
export async function store(rows: { id: number }[]) {
  for (const row of rows) {
    const remove = async (id: number) => { await pool.query('DELETE FROM tag WHERE id = $1', [id]); };
    await remove(row.id);
  }
}
`,
      errors,
    },
    {
      name: 'a function by name',
      code: `
import { pool } from './pool.js';
const remove = async (id: number) => { await pool.query('DELETE FROM tag WHERE id = $1', [id]); };
export async function store(ids: number[]) {
  await Promise.all(ids.map(remove));
}
`,
      errors: [{ messageId: 'writePerElementThroughCalls', line: 5, column: 21 }],
    },
    {
      name: 'an iteration helper of the project',
      code: `
import { eachInOrder } from './each-in-order.js';
import { pool } from './pool.js';
export const store = (ids: number[]) =>
  eachInOrder(ids, async (id) => { await pool.query('DELETE FROM tag WHERE id = $1', [id]); });
`,
      errors: [{ messageId: 'writePerElement' }],
    },
    {
      name: 'a function that is handed to one which measures its time',
      code: `
import { pool } from './pool.js';
const timed = async (label: string, run: () => Promise<unknown>) => {
  const result = await run();
  console.debug(label, Date.now());
  return result;
};
const remove = (id: number) => timed('tag', () => pool.query('DELETE FROM tag WHERE id = $1', [id]));
export async function store(ids: number[]) {
  for (const id of ids) await remove(id);
}
`,
      errors,
    },
    {
      name: 'an entry in a log that nobody waits for',
      code: `
import { pool } from './pool.js';
const note = (id: number) => pool.query('SELECT level FROM log_setting WHERE id = $1', [id]);
async function remove(id: number) {
  await pool.query('DELETE FROM tag WHERE id = $1', [id]);
  void note(id).catch(console.error);
}
export async function store(ids: number[]) {
  for (const id of ids) await remove(id);
}
`,
      errors,
    },
  ],
});
