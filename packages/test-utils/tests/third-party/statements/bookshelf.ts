import type { BookshelfDb } from '../applications/bookshelf.js';
import { idsOf, type Statements } from './statements.js';

/** Statements of Bookshelf. */
export const bookshelfStatements: Statements<BookshelfDb> = {
  async send({ Author }, size) {
    await Author.fetchAll({ withRelated: ['posts'] });
    await (await new Author({ id: size }).fetch()).related('posts').fetch();
    await new Author().where('id', '>', size).count();
    await new Author().where('name', `a${size}`).orderBy('name', 'DESC').fetchPage({ limit: size, offset: size });
    await new Author().where('id', 'in', idsOf(size)).fetchAll({ require: false });
    const author = await new Author({ name: `a${size}` }).save();
    await author.save({ name: `b${size}` }, { patch: true });
    await author.destroy();
  },
};
