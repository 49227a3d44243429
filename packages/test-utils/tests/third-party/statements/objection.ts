import type { Knex } from 'knex';
import { Author } from '../applications/objection.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Objection. */
export const objectionStatements: Statements<Knex> = {
  async send(db, size) {
    const ids = [...idsOf(size)];
    await Author.query(db).findByIds(ids);
    await Author.query(db).where('name', 'like', `%${size}%`).orderBy('name').page(size, size);
    await Author.query(db).whereNotIn('id', ids).resultSize();
    await Author.query(db).joinRelated('posts').where('posts.title', `Post ${size}`).distinct('author.id');
    await Author.query(db).withGraphJoined('posts').where('author.id', size);
    await Author.query(db)
      .withGraphFetched('posts')
      .whereIn(
        'id',
        idsOf(size).map((id) => id % 10),
      );
    await Author.query(db).whereExists(Author.relatedQuery('posts').where('id', '>', size));
    await Author.relatedQuery('posts', db).for(ids);
    await Author.query(db).insertGraph(namesOf(size).map((name) => ({ name })));
    await Author.query(db)
      .findById(size)
      .patch({ name: `b${size}` });
    await Author.query(db).deleteById(size * 1000);
    await Author.query(db).upsertGraph({ id: size, name: `c${size}` });
  },
};
