import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';

createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'one query before the loop',
      code: `
import { In, type Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function tagsOf(tags: Repository<Tag>, ids: number[]) {
  const found = await tags.findBy({ id: In(ids) });
  return ids.map((id) => found.find((tag) => tag.id === id));
}
`,
    },
  ],
  invalid: [
    {
      name: 'a query per element of a for-of loop',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function tagsOf(tags: Repository<Tag>, ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await tags.findOneBy({ id }));
  return found;
}
`,
      errors: [{ messageId: 'queryPerElement', line: 6, column: 42 }],
    },
  ],
});
