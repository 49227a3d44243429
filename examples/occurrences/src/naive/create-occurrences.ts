import type { DataSource } from 'typeorm';
import type { Occurrences } from '../app.js';
import { DetectionService } from './detection-service.js';
import { OccurrenceSerializer } from './occurrence-serializer.js';
import { OccurrenceService } from './occurrence-service.js';
import { PredictionService } from './prediction-service.js';

/** Wires the services of this version. */
export function createOccurrences(dataSource: DataSource): Occurrences {
  const predictions = new PredictionService(dataSource);
  const detections = new DetectionService(dataSource, predictions);
  return new OccurrenceService(dataSource, new OccurrenceSerializer(dataSource, detections, predictions));
}
