import type { DataSource, Repository } from 'typeorm';
import type { DetectionAnswer } from '../answers.js';
import { Detection } from './entities/detection.entity.js';
import type { PredictionService } from './prediction-service.js';

/** Answers what was captured of an occurrence. */
export class DetectionService {
  private readonly detections: Repository<Detection>;

  constructor(
    dataSource: DataSource,
    private readonly predictions: PredictionService,
  ) {
    this.detections = dataSource.getRepository(Detection);
  }

  async addImages(occurrenceId: number, takenAt: Date, imagePaths: readonly string[]): Promise<void> {
    for (const imagePath of imagePaths) {
      await this.detections.save({ occurrenceId, takenAt, imagePath });
    }
  }

  async imagePaths(occurrenceId: number, limit: number): Promise<string[]> {
    const detections = await this.detections.find({
      where: { occurrenceId },
      order: { takenAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    return detections.map(({ imagePath }) => imagePath);
  }

  async withClassifications(occurrenceId: number): Promise<DetectionAnswer[]> {
    const detections = await this.detections.find({ where: { occurrenceId }, order: { takenAt: 'ASC', id: 'ASC' } });
    const answers: DetectionAnswer[] = [];
    for (const { id, imagePath, takenAt } of detections) {
      const classifications = await this.predictions.ofDetection(id);
      answers.push({ id, imagePath, takenAt: takenAt.toISOString(), classifications });
    }
    return answers;
  }
}
