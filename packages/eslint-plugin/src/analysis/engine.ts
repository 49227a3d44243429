import { analyseFile } from './analyse-file.js';
import { collectModule } from './facts/collect-module.js';
import type { NodeOf } from './facts/syntax.js';
import type { FileAnalysis } from './finding.js';
import { ModuleStore } from './modules/module-store.js';
import { Project } from './modules/project.js';
import { Resolver } from './modules/resolver.js';
import { Reach } from './reach/reach.js';
import type { UserFacts } from './user-facts.js';
import { Evaluator } from './values/evaluator.js';

/** Files are shared by all engines of a process: their facts depend on nothing but their text. */
const sharedStore = new ModuleStore();

/** Analyses files one after the other, and keeps what it has learnt about the project until a file changes. */
export class Engine {
  #generation = -1;
  #reach: Reach | undefined;

  /**
   * @param store - Where facts of files are kept. Defaults to one that all engines of the process share.
   */
  constructor(
    readonly userFacts: UserFacts,
    readonly store: ModuleStore = sharedStore,
  ) {}

  /**
   * Finds the queries of `file` that run once per element.
   *
   * @param text - The text that is being linted; it wins over what is on disk.
   * @param program - Its syntax tree, from ESLint's parser.
   */
  analyse(file: string, text: string, program: NodeOf<'Program'>): FileAnalysis {
    this.store.refresh();
    const module = this.store.put(file, text, () => collectModule(file, text, program));
    return this.ask((reach) => analyseFile(module, reach));
  }

  /**
   * Answers a question about a file that has been analysed, with what is known of the project.
   *
   * @throws What the question throws; then nothing half done is kept.
   */
  ask<Answer>(question: (reach: Reach) => Answer): Answer {
    try {
      return question(this.#currentReach());
    } catch (error) {
      // What a failure left half done must not decide about the next file.
      this.#reach = undefined;
      throw error;
    }
  }

  #currentReach(): Reach {
    if (this.#reach && this.#generation === this.store.generation) return this.#reach;
    this.#generation = this.store.generation;
    this.#reach = new Reach(new Evaluator(new Project(this.store, new Resolver()), this.userFacts), this.userFacts);
    return this.#reach;
  }
}
