/** A package whose containers hand out instances of classes. */
export interface ContainerFacts {
  /** Methods that are asked for a class, or for a token, and give its instance. */
  readonly givers: readonly string[];
  /** Methods that give another container, which knows what its own one knows. */
  readonly scopes?: readonly string[];
  /** Exports whose methods of the same names do something else: they make the container. */
  readonly makers?: readonly string[];
  /** Functions that say what is registered under a name, and whether they are handed a class, a function that makes it, or it itself. */
  readonly registers?: Readonly<Record<string, 'class' | 'function' | 'value'>>;
  /** The decorator that asks for a token, which objects `{ provide: token, useClass: Tags }` say what stands for. */
  readonly injects?: string;
}

const NEST: ContainerFacts = { givers: ['get', 'resolve', 'create'], makers: ['NestFactory'], injects: 'Inject' };

/**
 * Packages for dependency injection, whose containers give an instance of the class that they are asked for.
 *
 * @see https://github.com/microsoft/tsyringe#resolution
 * @see https://docs.typestack.community/typedi/02-basic-usage-guide/01-getting-started
 * @see https://inversify.io/docs/api/container/
 * @see https://github.com/jeffijoe/awilix#the-awiliccontainer-object
 * @see https://docs.nestjs.com/fundamentals/module-ref
 * @see https://docs.nestjs.com/fundamentals/custom-providers
 */
const CONTAINERS: ReadonlyMap<string, ContainerFacts> = new Map([
  ['tsyringe', { givers: ['resolve'], scopes: ['createChildContainer'] }],
  ['typedi', { givers: ['get'] }],
  ['@n8n/di', { givers: ['get'] }],
  ['inversify', { givers: ['get', 'getAsync', 'resolve'] }],
  [
    'awilix',
    {
      givers: ['resolve', 'build'],
      scopes: ['createScope'],
      makers: ['createContainer'],
      registers: { asClass: 'class', asFunction: 'function', asValue: 'value' },
    },
  ],
  ['@nestjs/core', NEST],
  ['@nestjs/common', NEST],
]);

/** Whether `name` is a package whose decorators have a framework make the objects of a class, with what is provided for them. */
export function makesObjects(name: string): boolean {
  return name.startsWith('@nestjs/');
}

/** What is known of the containers of the package called `name`. */
export function containersOf(name: string): ContainerFacts | undefined {
  return CONTAINERS.get(name);
}
