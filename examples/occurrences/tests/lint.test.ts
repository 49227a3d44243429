import { readFileSync } from 'node:fs';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { lineOf, root } from './source.js';

const eslint = new ESLint({ cwd: root, overrideConfigFile: 'eslint.flatquery.config.js' });

/** As its user wrote it: the call or access that is reported. */
function reportedText(source: string, { line, column, endLine, endColumn }: Linter.LintMessage): string {
  const lines = source.split('\n').slice(line - 1, endLine);
  return lines.join('\n').slice(column - 1, lines.length > 1 ? undefined : (endColumn ?? 0) - 1);
}

async function findings(folder: string) {
  const results = await eslint.lintFiles([folder]);
  expect(results.length).toBeGreaterThan(5);
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => ({
      file: filePath.slice(root.length),
      rule: message.ruleId,
      reported: reportedText(readFileSync(filePath, 'utf8'), message),
      message: message.message,
    })),
  );
}

const [inLoop, lazyInLoop, bulk] = [
  '@flatquery/no-query-in-loop',
  '@flatquery/no-lazy-relation-in-loop',
  '@flatquery/prefer-bulk-write',
];

/** Every place of the naive version that runs a query per row, with the way from there to the query. */
const expected = [
  {
    file: 'src/naive/detection-service.ts',
    rule: bulk,
    reported: 'this.detections.save({ occurrenceId, takenAt, imagePath })',
    evidence: 'Repository.save',
  },
  {
    file: 'src/naive/detection-service.ts',
    rule: inLoop,
    reported: 'this.predictions.ofDetection(id)',
    evidence: `PredictionService.ofDetection → Repository.find (${lineOf('src/naive/prediction-service.ts', 'await this.classifications.find(')})`,
  },
  {
    file: 'src/naive/identifications.ts',
    rule: lazyInLoop,
    reported: 'identificationAnswer(identification)',
    evidence: `identificationAnswer → Identification.user (${lineOf('src/naive/identifications.ts', 'await identification.user')})`,
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: inLoop,
    reported: 'repository.countBy({ occurrenceId: id, withdrawn: false })',
    evidence: 'Repository.countBy',
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: lazyInLoop,
    reported: 'occurrence.site',
    evidence: 'relations: { site: true }',
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: inLoop,
    reported: 'this.detections.imagePaths(occurrence.id, imageLimit)',
    evidence: `DetectionService.imagePaths → Repository.find (${lineOf('src/naive/detection-service.ts', 'await this.detections.find({\n')})`,
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: inLoop,
    reported: 'this.predictions.bestPerAlgorithm(occurrence.id)',
    evidence: `PredictionService.bestPerAlgorithm → DataSource.query (${lineOf('src/naive/prediction-service.ts', 'await this.dataSource.query')})`,
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: inLoop,
    reported: 'bestIdentification(this.dataSource, occurrence.id)',
    evidence: `bestIdentification → Repository.findOne (${lineOf('src/naive/identifications.ts', 'await dataSource.getRepository(Identification).findOne(')})`,
  },
  {
    file: 'src/naive/occurrence-serializer.ts',
    rule: lazyInLoop,
    reported: 'determinationDetails(this.predictions, occurrence)',
    evidence: `determinationDetails → Occurrence.determination (${lineOf('src/naive/determination.ts', 'await occurrence.determination')})`,
  },
  {
    file: 'src/naive/prediction-service.ts',
    rule: lazyInLoop,
    reported: 'classification.algorithm',
    evidence: 'relations: { algorithm: true }',
  },
  {
    file: 'src/naive/prediction-service.ts',
    rule: lazyInLoop,
    reported: 'classification.taxon',
    evidence: 'relations: { taxon: true }',
  },
];

describe('the recommended configuration', () => {
  test('reports every N+1 of the naive version where it is, with the way to its query', async () => {
    const found = await findings('src/naive');
    const places = found.map(({ file, rule, reported }) => ({ file, rule, reported }));
    expect(places).toEqual(expected.map(({ file, rule, reported }) => ({ file, rule, reported })));
    for (const [index, { message }] of found.entries()) expect(message).toContain(expected[index]?.evidence);
  });

  test('reports nothing of the flat version', async () => {
    expect(await findings('src/flat')).toEqual([]);
  });
});
