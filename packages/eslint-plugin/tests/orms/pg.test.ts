import { describe, expect, it } from 'vitest';
import { pg } from '../../src/orms/pg.js';
import { asyncMethodsNotListed, exportsNotDeclared, membersNotDeclared } from '../support/check-table.js';
import { exportsOfPackage } from '../support/typings.js';

const declared = exportsOfPackage('@types/pg');

describe('the table of node-postgres', () => {
  it('lists exports that the installed typings have, and the default export of pg-pool', () => {
    expect(exportsNotDeclared(pg, declared)).toEqual(['default']);
  });

  it('lists members that the installed typings have', () => {
    expect(membersNotDeclared(pg, declared)).toEqual([]);
  });

  it('says of every asynchronous method that it sends a query, but for those that open and close', () => {
    expect(asyncMethodsNotListed(pg, declared).sort()).toEqual([
      'client.connect',
      'client.end',
      'pool.connect',
      'pool.end',
    ]);
  });
});
