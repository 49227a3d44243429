import express, { type Express } from 'express';
import type { OccurrenceDetail, OccurrenceItem, OccurrencePage } from './answers.js';
import { type NewOccurrence, parseNewOccurrence } from './new-occurrence.js';
import { parsePage, type Page } from './page.js';

/** What the two versions of the application have in common. */
export interface Occurrences {
  list(page: Page): Promise<OccurrencePage>;
  /** Undefined where there is no such occurrence. */
  detail(id: number): Promise<OccurrenceDetail | undefined>;
  create(occurrence: NewOccurrence): Promise<OccurrenceDetail>;
  /** All of them, ordered by id. */
  exportAll(): AsyncIterable<OccurrenceItem>;
}

/** Serves occurrences over HTTP. */
export function createApp(occurrences: Occurrences): Express {
  const app = express();
  app.use(express.json());

  app.get('/occurrences', async (request, response) => {
    const page = parsePage(request.query);
    if (page === undefined) response.status(400).json({ error: 'limit is 1 to 100, offset is 0 or more.' });
    else response.json(await occurrences.list(page));
  });

  app.post('/occurrences', async (request, response) => {
    const occurrence = parseNewOccurrence(request.body);
    if (occurrence === undefined) response.status(400).json({ error: 'An occurrence needs observedAt and siteId.' });
    else response.status(201).json(await occurrences.create(occurrence));
  });

  app.get('/occurrences/export', async (_, response) => {
    response.type('application/x-ndjson');
    for await (const item of occurrences.exportAll()) response.write(`${JSON.stringify(item)}\n`);
    response.end();
  });

  app.get('/occurrences/:id', async (request, response) => {
    const id = Number(request.params.id);
    const occurrence = Number.isInteger(id) ? await occurrences.detail(id) : undefined;
    if (occurrence === undefined) response.status(404).json({ error: 'There is no such occurrence.' });
    else response.json(occurrence);
  });

  return app;
}
