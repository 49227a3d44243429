import { Between, ILike, In, IsNull, MoreThan, Not, type DataSource } from 'typeorm';
import { authors } from '../applications/typeorm.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of TypeORM. */
export const typeOrmStatements: Statements<DataSource> = {
  async send(db, size) {
    const ids = [...idsOf(size)];
    const repository = db.getRepository(authors);
    await repository.findBy({ id: In(ids) });
    await repository.findBy({ id: Not(In(ids)), name: ILike(`%${size}%`) });
    await repository.find({ where: [{ id: size }, { name: `a${size}` }], order: { name: 'DESC' } });
    await repository.find({ where: { id: Between(size, size + 1) }, take: size });
    await repository.find({ where: { name: Not(IsNull()) }, take: size, skip: size });
    await repository.find({ relations: { posts: true }, take: size });
    await repository.find({ relations: { posts: true }, relationLoadStrategy: 'query', where: { id: MoreThan(size) } });
    await repository.findAndCount({ take: size });
    await repository.existsBy({ id: size });
    await repository.maximum('id', { id: MoreThan(size) });
    const builder = repository.createQueryBuilder('a').leftJoin('a.posts', 'p').where('p.id > :size', { size });
    await builder.clone().select('a.id').addSelect('count(p.id)', 'posts').groupBy('a.id').getRawMany();
    await builder.clone().andWhere('a.id in (:...ids)', { ids }).getMany();
    await repository.save(namesOf(size).map((name) => ({ name })));
    await repository.insert(namesOf(size).map((name) => ({ name })));
    await repository.upsert({ id: size * 1000, name: 'a' }, ['id']);
    await repository.update({ id: In(ids) }, { name: `b${size}` });
    await repository.increment({ id: size * 1000 }, 'id', size * 5);
    await repository.delete(ids);
    await db.transaction(async (tx) => {
      await tx.findOne(authors, { where: { id: size }, lock: { mode: 'pessimistic_write' } });
      await tx.transaction((inner) => inner.countBy(authors, { id: size }));
    });
  },
  async createTables(db) {
    await db.synchronize();
    await db.synchronize();
  },
};
