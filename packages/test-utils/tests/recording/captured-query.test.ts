import { describe, expect, it } from 'vitest';
import { SentQuery } from '../../src/interceptor/sent-query.js';
import { CapturedQuery } from '../../src/recording/captured-query.js';

describe('a captured query', () => {
  it('tells no rows before it has ended, though some may have come', () => {
    const sent = new SentQuery('select 1; select 2', false);
    const query = new CapturedQuery(sent, 'scope', false);
    sent.rows = 1;
    expect([query.rows, query.durationMs]).toEqual([undefined, undefined]);
    sent.rows = 2;
    sent.end();
    expect(query.rows).toBe(2);
  });

  it('counts a round trip for each batch of rows', () => {
    const sent = new SentQuery('select 1', false);
    const query = new CapturedQuery(sent, 'scope', false);
    expect(query.roundTrips).toBe(1);
    sent.suspensions = 2;
    expect([query.roundTrips, query.toJSON().roundTrips]).toEqual([3, 3]);
  });

  it('ends once, with the first error', () => {
    const sent = new SentQuery('select 1', false);
    const query = new CapturedQuery(sent, 'scope', false);
    const error = new Error('Query read timeout');
    sent.end(error);
    const { durationMs } = query;
    sent.end(new Error('Connection terminated'));
    expect(query.error).toBe(error);
    expect(query.durationMs).toBe(durationMs);
  });

  it('takes an error of another realm as it is, and makes one of anything else', () => {
    const foreign = { message: 'no' };
    const [first, second] = [foreign, 'a string'].map((thrown) => {
      const sent = new SentQuery('select 1', false);
      sent.end(thrown);
      return new CapturedQuery(sent, 'scope', false).error;
    });
    expect(first).toBe(foreign);
    expect(second).toEqual(new Error('a string'));
  });
});
