import { Op } from 'sequelize';
import type { SequelizeDb } from '../applications/sequelize.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Sequelize. */
export const sequelizeStatements: Statements<SequelizeDb> = {
  async send({ Author, sequelize }, size) {
    const id = [...idsOf(size)];
    await Author.findAll({ where: { id } });
    await Author.findAll({ where: { id: { [Op.notIn]: id }, name: { [Op.like]: `%${size}%` } } });
    await Author.findAll({ where: { [Op.or]: [{ id: size }, { name: `a${size}` }] }, order: [['name', 'DESC']] });
    await Author.findAll({ where: { id: { [Op.between]: [size, size + 1] } }, limit: size });
    await Author.findAll({ where: { name: { [Op.ne]: '' } }, limit: size, offset: size });
    await Author.findAll({ include: 'posts', limit: size });
    await Author.findAll({ include: { association: 'posts', where: { id: { [Op.gt]: size } } } });
    await Author.findAll({
      include: { association: 'posts', separate: true },
      where: { id: id.map((own) => own % 10) },
    });
    await Author.findAndCountAll({ limit: size });
    await Author.count({ where: { id: size }, group: 'name' });
    await Author.max('id', { where: { id: { [Op.gt]: size } } });
    await Author.bulkCreate(namesOf(size).map((name) => ({ name })));
    await Author.upsert({ id: size * 1000, name: 'a' });
    await Author.findOrCreate({ where: { id: size }, defaults: { name: 'a' } });
    await Author.update({ name: `b${size}` }, { where: { id } });
    await Author.increment({ id: 5 }, { where: { id: size * 1000 } });
    await Author.destroy({ where: { id } });
    await sequelize.transaction(async (transaction) => {
      await Author.findByPk(size, { transaction, lock: true });
      await sequelize.transaction({ transaction }, () => Author.count({ where: { id: size } }));
    });
  },
  async createTables({ sequelize }) {
    await sequelize.sync();
    await sequelize.sync({ alter: true });
  },
};
