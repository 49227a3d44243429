import queryRule from '../../src/rules/no-query-in-loop.js';
import rule from '../../src/rules/no-lazy-relation-in-loop.js';
import { createRuleTester } from './rule-tester.js';

const OBJECTION = `import { Chapter, addNote, notesOf, withNotes } from './relations/chapter.model.js';`;
const BOOKSHELF = `import { Track, albumOf } from './relations/shelf.js';`;
const MONGOOSE = `import { Orders, customerOf } from './relations/order.schema.js';`;

const perRow = [
  {
    name: 'a helper that asks Objection for a relation of one row',
    code: `${OBJECTION}
export async function list() {
  for (const chapter of await Chapter.query()) await notesOf(chapter);
}`,
    data: {
      call: 'notesOf',
      iterable: '`Chapter.query()`',
      loop: 'for…of',
      line: '3',
      chain: 'notesOf → QueryBuilder.orderBy (relations/chapter.model.ts:11)',
      advice:
        "Load `notes` with the rows: add `withGraphFetched('notes')` to their query, or call `Model.fetchGraph(rows, 'notes')` once.",
    },
  },
  {
    name: 'a helper that loads a relation of one row of Bookshelf',
    code: `${BOOKSHELF}
export async function list() {
  const tracks = await Track.fetchAll();
  return Promise.all(tracks.map((track) => albumOf(track)));
}`,
    data: {
      call: 'albumOf',
      iterable: '`tracks`',
      loop: 'map',
      line: '4',
      chain: 'albumOf → Model.load (relations/shelf.js:14)',
      advice:
        "Load `album` with the rows (`withRelated: ['album']`) and use `related('album')`, or call `collection.load(['album'])` once.",
    },
  },
  {
    name: 'a helper that populates one document of Mongoose',
    code: `${MONGOOSE}
export async function list() {
  for (const order of await Orders.find()) await customerOf(order);
}`,
    data: {
      call: 'customerOf',
      iterable: '`Orders.find()`',
      loop: 'for…of',
      line: '3',
      chain: 'customerOf → Document.populate (relations/order.schema.ts:10)',
      advice:
        "Populate `customer` in their query (`.populate('customer')`), or call `Model.populate(rows, 'customer')` once.",
    },
  },
];

createRuleTester().run('no-lazy-relation-in-loop in helpers of other files', rule as never, {
  valid: [
    {
      name: 'a helper that asks Objection once for all rows',
      code: `${OBJECTION}
export async function list() {
  const chapters = await Chapter.query();
  await withNotes(chapters);
  return chapters.map((chapter) => chapter.id);
}`,
    },
    {
      name: 'a helper that writes a related row',
      code: `${OBJECTION}
export async function list() {
  for (const chapter of await Chapter.query()) await addNote(chapter, '');
}`,
    },
    {
      name: 'relations of Bookshelf that are loaded at once',
      code: `${BOOKSHELF}
export async function list() {
  const tracks = await Track.fetchAll();
  await tracks.load(['album']);
  return tracks.map((track) => track.related('album').toJSON());
}`,
    },
    {
      name: 'documents that are populated at once',
      code: `${MONGOOSE}
export async function list() {
  const orders = await Orders.find();
  return Orders.populate(orders, 'customer');
}`,
    },
  ],
  invalid: perRow.map(({ name, code, data }) => ({
    name,
    code,
    errors: [{ messageId: 'lazyRelationPerElementThroughCalls' as never, data }],
  })),
});

createRuleTester().run('no-query-in-loop where a relation of one row is asked for', queryRule as never, {
  valid: perRow.map(({ name, code }) => ({ name, code })),
  invalid: [
    {
      name: 'a relation that the model is asked for, one key at a time',
      code: `${OBJECTION}
export async function list(ids: number[]) {
  for (const id of ids) await Chapter.relatedQuery('notes').for(id);
}`,
      errors: [{ messageId: 'queryPerElement' }],
    },
  ],
});
