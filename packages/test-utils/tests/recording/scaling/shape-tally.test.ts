import { describe, expect, it } from 'vitest';
import { tallyShapes } from '../../../src/recording/scaling/shape-tally.js';
import type { CallSite } from '../../../src/recording/query.js';
import { makeQuery, siteAt } from '../../support/make-query.js';

const own = siteAt('src/posts.ts', 1);
const ofTransaction = { ...siteAt('src/posts.ts', 2), fallback: 'transaction' } as CallSite;

function sampleSite(...sites: readonly (CallSite | undefined)[]): CallSite | undefined {
  const queries = sites.map((callSite) => makeQuery('select 1', 1, { callSite }));
  return tallyShapes([{ size: 1, items: undefined, queries }])[0]?.sample.callSite;
}

describe('the sample of a shape', () => {
  it('is the first query that has a line of its own', () => {
    expect(sampleSite(undefined, ofTransaction, own, siteAt('src/posts.ts', 3))).toBe(own);
  });

  it('is the first one with the line of its transaction where none has its own', () => {
    expect(sampleSite(undefined, ofTransaction)).toBe(ofTransaction);
  });

  it('stays the first one where lines tell as much', () => {
    expect(sampleSite(own, siteAt('src/posts.ts', 3))).toBe(own);
  });
});
