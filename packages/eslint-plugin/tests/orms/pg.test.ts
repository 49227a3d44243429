import { pg } from '../../src/orms/pg.js';
import { testTypings } from './typings-tester.js';

testTypings(pg, {
  versions: [{ packages: ['pg'] }],
  notInstalled: { 'pg-pool exports the class itself': ['default'] },
  noQuery: {
    'opens or closes a connection': ['pool.end', 'client.connect', 'client.end'],
    'is gone since version 3 and still declared': ['client.copyTo'],
  },
});
