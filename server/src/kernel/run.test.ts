import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Actor,
  type CommandContext,
  DomainError,
  internalCommand,
  internalQuery,
  module,
  operation,
  prepared,
  type TaskContext,
} from '#kernel';
import { type World, world } from '#testing/world';

const about = { path: '/notes', summary: 'Test' } as const;
const anyone = { role: 'viewer', scope: 'organisation' } as const;
const text = z.object({ text: z.string().min(1) });
const contract = {
  add: operation({ ...about, kind: 'command', access: anyone, input: text, output: z.object({ id: z.string() }) }),
  silent: operation({ ...about, kind: 'command', access: anyone, input: z.object({}), output: z.object({}) }),
  same: operation({ ...about, kind: 'command', access: anyone, input: z.object({}), output: z.object({}) }),
  failing: operation({ ...about, kind: 'command', access: anyone, input: text, output: z.object({}) }),
  all: operation({ ...about, kind: 'query', access: anyone, input: z.object({}), output: z.object({ texts: z.array(z.string()) }) }),
  writing: operation({ ...about, kind: 'query', access: anyone, input: z.object({}), output: z.object({}) }),
  slow: operation({ ...about, kind: 'command', access: anyone, input: text, output: z.object({ order: z.array(z.string()) }) }),
  inCommunity: operation({
    ...about,
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'noteId', right: 'note.see' },
    input: z.object({ noteId: z.string().optional(), communityId: z.string().optional(), squadId: z.string().optional() }),
    output: z.object({ seen: z.boolean() }),
  }),
};
const community = '01900000-0000-7000-8000-00000000000a';
const ran: string[] = [];
let order: string[] = [];

// On purpose, nothing here names the organisation in a WHERE: the tenant must hold without it.
const notes = module({
  name: 'notes',
  contract,
  verbs: {
    add: async (ctx, input) => {
      const id = ctx.newId();
      await ctx.db.execute(sql`INSERT INTO note (org_id, id, text) VALUES (${ctx.orgId}, ${id}, ${input.text})`);
      ctx.emit('note.added', { subjectId: id }, { length: input.text.length });
      return { id };
    },
    silent: async () => ({}),
    same: async (ctx) => {
      ctx.unchanged();
      return {};
    },
    failing: async (ctx, input) => {
      await ctx.db.execute(sql`INSERT INTO note (org_id, id, text) VALUES (${ctx.orgId}, ${ctx.newId()}, ${input.text})`);
      ctx.emit('note.added', {});
      ctx.enqueue('notes.count', { from: 'failing' });
      if (input.text === 'domain') throw new DomainError('note.refused', { text: 1 });
      throw new Error('secret detail');
    },
    all: async (ctx) => {
      const { rows } = await ctx.db.execute<{ text: string }>(sql`SELECT text FROM note ORDER BY id`);
      return { texts: rows.map((row) => row.text) };
    },
    writing: async (ctx) => {
      await ctx.db.execute(sql`INSERT INTO note (org_id, id, text) VALUES (${ctx.orgId}, ${ctx.newId()}, 'x')`);
      return {};
    },
    slow: prepared(
      async (_ground, input: { text: string }) => {
        order = ['prepare'];
        return `${input.text}!`;
      },
      async (ctx: CommandContext, _input, made: string) => {
        ctx.unchanged();
        return { order: [...order, made] };
      },
    ),
    inCommunity: async () => ({ seen: true }),
  },
  internal: {
    foreign: internalCommand(async (ctx, { orgId }: { orgId: string }) => {
      await ctx.db.execute(sql`INSERT INTO note (org_id, id, text) VALUES (${orgId}, ${ctx.newId()}, 'foreign')`);
      ctx.unchanged();
    }),
    jobs: internalQuery(async (ctx) => ctx.db.execute(sql`SELECT 1 FROM pgboss.job`)),
    rewrite: internalCommand(async (ctx) => {
      await ctx.db.execute(sql`UPDATE event SET event = 'nothing.happened'`);
      ctx.unchanged();
    }),
    count: internalQuery(async (ctx) => (await ctx.db.execute<{ n: number }>(sql`SELECT count(*) AS n FROM note`)).rows[0]?.n),
  },
  tasks: {
    'notes.count': {
      on: ['note.added'],
      run: async (ctx: TaskContext, input) => {
        ran.push(`${input.subjectId} ${input.length} ${await ctx.call('notes.count', {})}`);
        ctx.progress('notes', { counted: true });
      },
    },
  },
  scopes: { noteId: async (_ctx, id) => (id === 'known' ? community : null), communityId: async (_ctx, id) => id },
});

let w: World;
beforeAll(async () => {
  w = await world({ modules: [notes] });
  await w.sql('CREATE TABLE note (org_id uuid NOT NULL, id uuid NOT NULL, text text NOT NULL, PRIMARY KEY (org_id, id))');
  await w.sql("SELECT tenant_table('note')");
});

const events = () => w.sql<{ event: string; actor_kind: string; operation: string; data: object }>('SELECT * FROM event ORDER BY id');

describe('a command', () => {
  it('keeps its rows, its event and its jobs together, and the task runs after it', async () => {
    const heard: unknown[] = [];
    const leave = w.kernel.hub.subscribe('notes', (data) => heard.push(data));
    const { id } = await w.run<{ id: string }>('notes.add', { text: 'hello' });
    expect(await events()).toMatchObject([{ event: 'note.added', operation: 'notes.add', actor_kind: 'staff', data: { length: 5 } }]);
    expect(ran).toEqual([]);
    expect(await w.drain()).toBe(1);
    expect(ran).toEqual([`${id} 5 1`]);
    expect(heard).toEqual([{ counted: true }]);
    leave();
  });

  it.each([
    ['domain', { code: 'note.refused', data: { text: 1 } }],
    ['other', { code: 'internal', data: { requestId: 'r-1' } }],
  ])('that fails (%s) leaves neither row nor event nor job, and tells no inner detail', async (text, error) => {
    const before = await events();
    const failed = w.kernel.run('notes.failing', { text }, w.owner, { requestId: 'r-1' });
    await expect(failed).rejects.toMatchObject(error);
    await expect(failed).rejects.not.toThrow(/secret/);
    expect(await events()).toEqual(before);
    expect(await w.drain()).toBe(0);
    expect(await w.run('notes.all')).toEqual({ texts: ['hello'] });
  });

  it('that says nothing is an error; saying that nothing changed is enough', async () => {
    await expect(w.run('notes.silent')).rejects.toMatchObject({ code: 'internal' });
    expect(await w.run('notes.same')).toEqual({});
  });

  it('prepares outside the transaction and is handed the result', async () => {
    expect(await w.run('notes.slow', { text: 'a' })).toEqual({ order: ['prepare', 'a!'] });
  });

  it('is not prepared for a caller who may not call it', async () => {
    order = [];
    await expect(w.run('notes.slow', { text: 'a' }, null)).rejects.toMatchObject({ code: 'access.signIn' });
    expect(order).toEqual([]);
  });
});

describe('input', () => {
  it.each([
    [{}, 'text'],
    [{ text: '' }, 'text'],
    ['nonsense', '.'],
    [null, 'text'],
  ])('%j is refused naming the place', async (input, paths) => {
    await expect(w.kernel.run('notes.add', input, w.owner)).rejects.toMatchObject({ code: 'input.invalid', data: { paths } });
  });

  it('an operation that does not exist is refused by name', async () => {
    await expect(w.run('notes.nothing')).rejects.toMatchObject({ code: 'operation.unknown', data: { operation: 'notes.nothing' } });
  });
});

describe('the tenant', () => {
  it('holds when a verb forgets it', async () => {
    const other = await w.otherOrganisation();
    await w.run('notes.add', { text: 'theirs' }, other);
    expect(await w.run('notes.all', {}, other)).toEqual({ texts: ['theirs'] });
    expect(await w.run('notes.all')).toEqual({ texts: ['hello'] });
  });

  it('refuses a row of another organisation', async () => {
    const foreign = { orgId: '01900000-0000-7000-8000-000000000000' };
    await expect(w.run('notes.foreign', foreign, { kind: 'system', orgId: w.orgId })).rejects.toMatchObject({ code: 'internal' });
  });

  it('shows a task only its own organisation', async () => {
    ran.length = 0;
    await w.drain();
    expect(ran).toEqual([expect.stringMatching(/ 6 1$/)]);
  });

  it.each(['notes.jobs', 'notes.rewrite'])('a verb has no rights on the queue and cannot rewrite what happened: %s', async (name) => {
    await expect(w.run(name, {}, { kind: 'system', orgId: w.orgId })).rejects.toMatchObject({ code: 'internal' });
  });
});

it('a query cannot write', async () => {
  await expect(w.run('notes.writing')).rejects.toMatchObject({ code: 'internal' });
  expect(await w.run('notes.all')).toEqual({ texts: ['hello'] });
});

it('an internal operation is refused to people, whatever their role', async () => {
  await expect(w.run('notes.count')).rejects.toMatchObject({ code: 'access.denied' });
});

const elsewhere = '01900000-0000-7000-8000-00000000000b';
/** Somebody who takes part and holds a right there. */
function holder(right: string, communityId: string, squadId: string | null): Actor {
  return { kind: 'member', accountId: w.orgId, orgId: w.orgId, enrolled: [communityId], rights: [{ right, communityId, squadId }] };
}

describe('access by the community of a thing', () => {
  const cases: [name: string, actor: () => Actor, input: object, code: string | null][] = [
    ['a grant on its community', () => w.staff('coach', community), { noteId: 'known' }, null],
    ['too weak a role there', () => w.staff('viewer', community), { noteId: 'known' }, 'access.denied'],
    ['a grant elsewhere', () => w.staff('owner', w.orgId), { noteId: 'known' }, 'access.denied'],
    ['an unknown thing', () => w.staff('owner', community), { noteId: 'unknown' }, 'access.denied'],
    ['nothing named', () => w.staff('owner', community), {}, 'access.denied'],
    ['nothing named but the community', () => w.staff('coach', community), { communityId: community }, null],
    ['a grant on the whole organisation', () => w.staff('coach'), {}, null],
    ['an unknown thing, with a grant on the whole organisation', () => w.staff('coach'), { noteId: 'unknown' }, 'note.unknown'],
    ['too weak a role on the whole organisation', () => w.staff('viewer'), { noteId: 'known' }, 'access.denied'],
    ['nobody', () => ({ kind: 'nobody' }), { noteId: 'known' }, 'access.signIn'],
    ['the right in that community', () => holder('note.see', community, null), { noteId: 'known' }, null],
    ['the right in the squad named', () => holder('note.see', community, 'one'), { noteId: 'known', squadId: 'one' }, null],
    ['the right in another squad', () => holder('note.see', community, 'two'), { noteId: 'known', squadId: 'one' }, 'access.denied'],
    ['the right in a squad, and none named', () => holder('note.see', community, 'one'), { noteId: 'known' }, 'access.denied'],
    ['another right', () => holder('note.hide', community, null), { noteId: 'known' }, 'access.denied'],
    ['the right elsewhere', () => holder('note.see', elsewhere, null), { noteId: 'known' }, 'access.denied'],
    ['the right, and an unknown thing', () => holder('note.see', community, null), { noteId: 'unknown' }, 'access.denied'],
  ];
  it.each(cases)('%s', async (_name, actor, input, code) => {
    const result = w.run('notes.inCommunity', input, actor());
    if (code) await expect(result).rejects.toMatchObject({ code });
    else expect(await result).toEqual({ seen: true });
  });
});
