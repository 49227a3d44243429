import rule from '../../src/rules/no-query-in-field-resolver.js';
import { temporaryProject } from '../support/temporary-project.js';
import { createRuleTester } from './rule-tester.js';

const ADVICE =
  'Load them through a DataLoader that asks once for all keys of a tick (`In(keys)`), or with the parents where the field is selected.';

const nest = temporaryProject({
  'package.json': JSON.stringify({ dependencies: { '@nestjs/graphql': '13.0.0', typeorm: '1.1.1' } }),
  'author.entity.ts': `
import { Field, ObjectType } from '@nestjs/graphql';
import { Entity } from 'typeorm';
@Entity()
@ObjectType('Writer')
export class Author {
  @Field() id!: number;
  @Field(() => [Author]) friends!: Author[];
}
`,
  'author.service.ts': `
import { Repository } from 'typeorm';
import { Author } from './author.entity.js';
export class AuthorService {
  constructor(private readonly authors: Repository<Author>) {}
  ofPost(id: number) {
    return this.authors.findOneBy({ id });
  }
}
`,
  'paged.ts': `
import { Field, ObjectType } from '@nestjs/graphql';
export function Paged(of: any) {
  @ObjectType({ isAbstract: true })
  class Page {
    @Field(() => [of]) nodes!: unknown[];
  }
  return Page;
}
`,
  'topic.ts': `
import { ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Paged } from './paged.js';
@ObjectType()
export class Topic {}
@ObjectType()
export class TopicPage extends Paged(Topic) {}
@Resolver()
export class TopicQueries {
  @Query(() => TopicPage)
  topics() {}
}
`,
});

const HEAD = `
import { Args, Field, Mutation, ObjectType, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { Repository } from 'typeorm';
import { Author } from './author.entity.js';
import { AuthorService } from './author.service.js';
import { Topic } from './topic.js';
@ObjectType() class Post { @Field() id!: number; authorId!: number; author?: Author }
@ObjectType() class Cover { @Field() id!: number }
@ObjectType() class Settings { @Field() id!: number }
@Resolver(() => Post)
class PostQueries {
  @Query(() => [Post]) posts() {}
  @Query(() => Settings) settings() {}
  @ResolveField(() => Cover) cover() {}
}
`;

// NestJS: decorators, services, lists by way of other types.
createRuleTester(nest).run('no-query-in-field-resolver', rule as never, {
  valid: [
    {
      name: 'a field of a type that only ever comes alone',
      code: `${HEAD}
@Resolver(() => Settings)
class SettingsResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  owner(@Parent() settings: Settings) {
    return this.authors.findOneBy({ id: settings.id });
  }
}
`,
    },
    {
      name: 'root fields',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @Query(() => Author)
  author(@Args('id') id: number) {
    return this.authors.findOneBy({ id });
  }
  @Mutation(() => Author)
  async rename(@Args('id') id: number) {
    return await this.authors.findOneBy({ id });
  }
}
`,
    },
    {
      name: 'a query that does not depend on the parent',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => [Author])
  everyone(@Parent() post: Post) {
    return this.authors.find();
  }
}
`,
    },
    {
      name: 'a query on the way about which only the context decides',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly prices: PriceService) {}
  @ResolveField()
  price(@Context() context: { shop: number }, @Parent() post: Post) {
    return this.prices.of(context, post);
  }
}
class PriceService {
  constructor(private readonly authors: Repository<Author>) {}
  async of(context: { shop: number }, post: Post) {
    const owner = await this.owner(context);
    return [owner, post.authorId];
  }
  owner(context: { shop: number }) {
    return this.authors.findOneBy({ id: context.shop });
  }
}
`,
    },
    {
      name: 'what the parent holds already',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    if (post.author) return post.author;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what the resolver keeps on the parent',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    if (!post.author) post.author = await this.authors.findOneBy({ id: post.authorId });
    return post.author;
  }
}
`,
    },
    {
      name: 'a name that is given what the parent holds, or else a query',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => [String])
  async names(@Parent() post: Post) {
    let author: Author | null;
    if (post.author) {
      author = post.author;
    } else {
      author = await this.authors.findOneBy({ id: post.authorId });
    }
    return [author.id];
  }
}
`,
    },
    {
      name: 'a query first, and what the parent holds in the other branch',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    if (!post.author?.id) {
      return await this.authors.findOneBy({ id: post.authorId });
    } else {
      return post.author;
    }
  }
}
`,
    },
    {
      name: 'a function that is handed the parent, and asks for what that does not hold',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    return this.load(post);
  }
  async load(post: Post) {
    let author = post.author;
    if (!author) {
      const found = await this.authors.findOneBy({ id: post.authorId });
      author = found ?? undefined;
    }
    return author;
  }
}
`,
    },
    {
      name: 'what the parent holds under another name, where it is there',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.writer) return post.writer;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what the parent holds, with a condition behind a name',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    const isLoaded = post.writer !== undefined;
    if (isLoaded) return post.writer;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what the parent says of itself that it holds',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.has('writer')) return post.writer;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what a function that is handed the parent finds in it',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (isFilled(post)) return post.writer;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what the parent holds, where the query stands in a callback',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.writer) return post.writer;
    return Promise.resolve(1).then(() => this.authors.findOneBy({ id: post.authorId }));
  }
}
`,
    },
    {
      name: 'the field itself, under a condition on something else',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.isLoaded) return post.author;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
    {
      name: 'what the query fills in, under a condition on something else',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (!post.isLoaded) post.writer = await this.authors.findOneBy({ id: post.authorId });
    return post.writer;
  }
}
`,
    },
    {
      name: 'a loader',
      code: `${HEAD}
import DataLoader from 'dataloader';
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: DataLoader<number, Author>) {}
  @ResolveField(() => Author)
  author(@Parent() post: Post) {
    return this.authors.load(post.authorId);
  }
}
`,
    },
    {
      name: 'a method of a class that resolves nothing',
      code: `${HEAD}
class PostService {
  constructor(private readonly authors: Repository<Author>) {}
  author(post: Post) {
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
    },
  ],
  invalid: [
    {
      name: 'a query on the way about which the parent decides, beside the context',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly prices: PriceService) {}
  @ResolveField()
  price(@Context() context: { shop: number }, @Parent() post: Post) {
    return this.prices.of(context, post);
  }
}
class PriceService {
  constructor(private readonly authors: Repository<Author>) {}
  async of(context: { shop: number }, post: Post) {
    const owner = await this.owner(post);
    return [owner, context.shop];
  }
  owner(post: Post) {
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
      errors: [{ messageId: 'queryPerParentThroughCalls' }],
    },
    {
      name: 'a query in a resolver',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  author(@Parent() post: Post) {
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerParent',
          data: {
            call: 'this.authors.findOneBy',
            query: 'Repository.findOneBy',
            parent: '`Post`',
            field: 'Post.author',
            listed: '`Post` is returned in a list (case.ts:12)',
            fieldAdvice: ADVICE,
          },
          line: 22,
          column: 12,
          endLine: 22,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'a query in a service of another file, of a part of the parent',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly service: AuthorService) {}
  @ResolveField('writer', () => Author)
  async author(@Parent() { authorId }: Post) {
    return await this.service.ofPost(authorId);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerParentThroughCalls',
          data: {
            call: 'this.service.ofPost',
            chain: 'AuthorService.ofPost → Repository.findOneBy (author.service.ts:7)',
            parent: '`Post`',
            field: 'Post.writer',
            listed: '`Post` is returned in a list (case.ts:12)',
            fieldAdvice: ADVICE,
          },
        },
      ],
    },
    {
      name: 'a type that comes with one that is listed',
      code: `${HEAD}
@Resolver(() => Cover)
class CoverResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  artist(@Parent() cover: Cover) {
    return this.authors.findOneBy({ id: cover.id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerParent',
          data: {
            call: 'this.authors.findOneBy',
            query: 'Repository.findOneBy',
            parent: '`Cover`',
            field: 'Cover.artist',
            listed: '`Cover` comes with `Post`, which is returned in a list (case.ts:12)',
            fieldAdvice: ADVICE,
          },
        },
      ],
    },
    {
      name: 'a type that a function makes pages of, in another file',
      code: `${HEAD}
@Resolver(() => Topic)
class TopicResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => [Author])
  experts(@Parent() topic: any) {
    return this.authors.findBy({ topic: topic.id });
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'a type under the name that the schema gives it',
      code: `${HEAD}
@Resolver('Writer')
class AuthorResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  mentor(@Parent() author: Author) {
    return this.authors.findOneBy({ id: author.id });
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'a query that runs whether the parent holds the result or not',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    let author: Author | null = null;
    if (post.author) author = post.author;
    author = await this.authors.findOneBy({ id: post.authorId });
    return author;
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'another member of the parent, where there is nothing to ask for',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (!post.authorId) return post.title;
    const author = await this.authors.findOneBy({ id: post.authorId });
    return author?.id;
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'another member of the parent, where something else says so',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.isHidden) return post.placeholder;
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'a member that is given something else than the result',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: any) {
    if (post.isHidden) post.title = 'hidden';
    const author = await this.authors.findOneBy({ id: post.authorId });
    if (!author) return post.title;
    return author;
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'a function that is handed the parent, and asks a member of it too',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  async author(@Parent() post: Post) {
    return this.load(post);
  }
  async load(post: Post) {
    const author = await this.authors.findOneBy({ id: post.authorId });
    if (post.author) {
      const others = await post.author.others(author);
      return others;
    }
    return author;
  }
}
`,
      errors: [{ messageId: 'queryPerParentThroughCalls' }],
    },
    {
      name: 'a parent that comes after another argument',
      code: `${HEAD}
@Resolver(() => Post)
class PostResolver {
  constructor(private readonly service: AuthorService) {}
  @ResolveField(() => [Author])
  async author(@Args() args: { first: number }, @Parent() post: Post) {
    const author = await this.service.ofPost(post.authorId, args.first);
    return [author];
  }
}
`,
      errors: [{ messageId: 'queryPerParentThroughCalls' }],
    },
    {
      name: 'a type that only the parent names',
      code: `${HEAD}
@Resolver()
class PostResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  author(@Parent() post: Post) {
    return this.authors.findOneBy({ id: post.authorId });
  }
}
`,
      errors: [{ messageId: 'queryPerParent' }],
    },
    {
      name: 'references of a gateway',
      code: `${HEAD}
@Resolver(() => Settings)
class SettingsResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveReference()
  resolveReference(reference: { id: number }) {
    return this.authors.findOneBy({ id: reference.id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerParent',
          data: {
            call: 'this.authors.findOneBy',
            query: 'Repository.findOneBy',
            parent: '`Settings`',
            field: 'Settings.resolveReference',
            listed: 'A gateway asks for lists of `Settings`',
            fieldAdvice: ADVICE,
          },
        },
      ],
    },
    {
      name: 'a type that only ever comes alone, where potential findings are asked for',
      code: `${HEAD}
@Resolver(() => Settings)
class SettingsResolver {
  constructor(private readonly authors: Repository<Author>) {}
  @ResolveField(() => Author)
  owner(@Parent() settings: Settings) {
    return this.authors.findOneBy({ id: settings.id });
  }
}
`,
      options: [{ report: 'potential' }],
      errors: [
        {
          messageId: 'mayQueryPerParent',
          data: {
            call: 'this.authors.findOneBy',
            query: 'Repository.findOneBy',
            parent: '`Settings`',
            field: 'Settings.owner',
            fieldAdvice: ADVICE,
          },
        },
      ],
    },
  ],
});
