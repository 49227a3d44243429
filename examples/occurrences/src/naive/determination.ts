import type { DeterminationAnswer } from '../answers.js';
import { taxonAnswer } from '../taxon-answer.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import type { PredictionService } from './prediction-service.js';

/** The taxon that an occurrence was determined to be, and how sure the algorithms were of it. */
export async function determinationDetails(
  predictions: PredictionService,
  occurrence: Occurrence,
): Promise<DeterminationAnswer | null> {
  const taxon = await occurrence.determination;
  if (taxon === null) return null;
  return { taxon: taxonAnswer(taxon), score: await predictions.highestScore(occurrence.id, taxon.id) };
}
