/** What `GET /occurrences` and `GET /occurrences/:id` answer. */
export interface OccurrencePage {
  readonly total: number;
  readonly items: readonly OccurrenceItem[];
}

export interface OccurrenceItem {
  readonly id: number;
  readonly observedAt: string;
  readonly site: { readonly id: number; readonly name: string };
  /** Paths, in the order they were taken; the list shows the first only. */
  readonly detectionImages: readonly string[];
  /** The best prediction of each algorithm, ordered by algorithm. */
  readonly bestPredictions: readonly PredictionAnswer[];
  readonly bestIdentification: IdentificationAnswer | null;
  readonly determination: DeterminationAnswer | null;
  /** Withdrawn ones are left out. */
  readonly identificationCount: number;
}

export interface OccurrenceDetail extends OccurrenceItem {
  readonly detections: readonly DetectionAnswer[];
  /** Withdrawn ones are marked. */
  readonly identifications: readonly (IdentificationAnswer & { readonly withdrawn: boolean })[];
}

export interface TaxonAnswer {
  readonly id: number;
  readonly name: string;
  readonly rank: string;
  readonly commonName: string | null;
}

export interface PredictionAnswer {
  readonly algorithm: string;
  readonly taxon: TaxonAnswer;
  readonly score: number | null;
}

export interface IdentificationAnswer {
  readonly id: number;
  readonly user: string;
  readonly taxon: TaxonAnswer;
  readonly comment: string | null;
  readonly createdAt: string;
}

export interface DeterminationAnswer {
  readonly taxon: TaxonAnswer;
  /** The highest score that any algorithm gave to this taxon; null where none did. */
  readonly score: number | null;
}

export interface DetectionAnswer {
  readonly id: number;
  readonly imagePath: string;
  readonly takenAt: string;
  readonly classifications: readonly PredictionAnswer[];
}
