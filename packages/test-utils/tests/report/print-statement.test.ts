import { describe, expect, it } from 'vitest';
import { printStatement } from '../../src/report/print-statement.js';

const columns = Array.from({ length: 20 }, (_, index) => `p.column_${index} as "p_column_${index}"`).join(', ');
const joins = Array.from({ length: 9 }, (_, index) => `left join tag_${index} on tag_${index}.post_id = p.id`).join(
  ' ',
);

describe('printStatement', () => {
  it.each([
    ['select id, name from author where id = $1', 'select id, name from author where id = $1'],
    [`select ${columns} from post p where p.id = $1`, 'select … from post p where p.id = $1'],
    [`select distinct ${columns} from post p`, 'select distinct … from post p'],
    [`select ${columns} from post p ${joins} where p.id = $1`, 'select … from post p … where p.id = $1'],
    ['select "two\nlines" from a', 'select "two lines" from a'],
  ])('%#', (shape, printed) => {
    expect(printStatement(shape)).toBe(printed);
  });

  it('keeps the start and the end of a statement that stays too long', () => {
    const printed = printStatement(`update post set ${'title = $1, '.repeat(40)} text = $2 where id = $3`);
    expect(printed).toMatch(/^update post set title = \$1, .* … .* text = \$2 where id = \$3$/);
    expect(printed.length).toBeLessThanOrEqual(160);
    expect(printStatement('x'.repeat(1000))).toHaveLength(159);
  });
});
