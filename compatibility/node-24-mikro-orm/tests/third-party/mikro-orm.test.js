import { expect, it } from 'vitest';
import { mikroOrmApplication } from './applications/mikro-orm.js';
import { describeDriver } from './support/describe-driver.js';

it('runs on Node.js 24', () => {
  expect(process.version).toMatch(/^v24\./);
});

const { relation } = mikroOrmApplication;

describeDriver({
  ...mikroOrmApplication,
  name: 'MikroORM 7',
  // Version 7 loads a collection in a query of its own unless told to join.
  relation: { ...relation, eagerQueries: 2 },
  setup: ['from pg_database'],
  control: ['begin', 'commit'],
});
