import type { DataSource, Repository } from 'typeorm';
import type { PredictionAnswer } from '../answers.js';
import { taxonAnswer } from '../taxon-answer.js';
import { Classification } from './entities/classification.entity.js';

interface BestRow {
  readonly algorithm: string;
  readonly version: string;
  readonly score: number | null;
  readonly taxon_id: number;
  readonly taxon_name: string;
  readonly rank: string;
  readonly common_name: string | null;
}

/** Answers what the algorithms made of the detections. */
export class PredictionService {
  private readonly classifications: Repository<Classification>;

  constructor(private readonly dataSource: DataSource) {
    this.classifications = dataSource.getRepository(Classification);
  }

  async bestPerAlgorithm(occurrenceId: number): Promise<PredictionAnswer[]> {
    const rows = await this.dataSource.query<BestRow[]>(
      `SELECT DISTINCT ON (a.id) a.name AS algorithm, a.version, c.score,
              t.id AS taxon_id, t.name AS taxon_name, t.rank, t.common_name
         FROM classification c
         JOIN detection d ON d.id = c.detection_id
         JOIN algorithm a ON a.id = c.algorithm_id
         JOIN taxon t ON t.id = c.taxon_id
        WHERE d.occurrence_id = $1 AND d.deleted_at IS NULL
        ORDER BY a.id, c.score DESC NULLS LAST, c.id`,
      [occurrenceId],
    );
    return rows.map((row) => ({
      algorithm: `${row.algorithm} ${row.version}`,
      taxon: { id: row.taxon_id, name: row.taxon_name, rank: row.rank, commonName: row.common_name },
      score: row.score,
    }));
  }

  /** The highest score of a taxon among the detections of an occurrence. */
  async highestScore(occurrenceId: number, taxonId: number): Promise<number | null> {
    const row = await this.classifications
      .createQueryBuilder('classification')
      .innerJoin('classification.detection', 'detection')
      .select('MAX(classification.score)', 'highest')
      .where('detection.occurrenceId = :occurrenceId', { occurrenceId })
      .andWhere('classification.taxon = :taxonId', { taxonId })
      .getRawOne<{ highest: number | null }>();
    return row?.highest ?? null;
  }

  async ofDetection(detectionId: number): Promise<PredictionAnswer[]> {
    const classifications = await this.classifications.find({ where: { detectionId }, order: { id: 'ASC' } });
    const answers: PredictionAnswer[] = [];
    for (const classification of classifications) {
      const { name, version } = await classification.algorithm;
      const taxon = await classification.taxon;
      answers.push({
        algorithm: `${name} ${version}`,
        taxon: taxonAnswer(taxon),
        score: classification.score,
      });
    }
    return answers;
  }
}
