/**
 * A dissolved community can only be read. One place for all: every command of the contract is wrapped where the modules are listed,
 * so that no verb has to remember it, whoever calls: staff, members, keys, tasks.
 */
import { isContractProcedure } from '@orpc/contract';
import type { Access, CommandContext, Module, OperationMeta, Scope } from '#kernel';
import { requireAlive } from '../communities/index.ts';

/** What stays possible: reading by whoever may, the rights people have over their data, saying goodbye, and clearing away. */
export const stays: ReadonlySet<string> = new Set([
  // Ways in, for reading.
  'admissions.signInLink',
  'admissions.enter',
  'credentials.enter',
  'credentials.showCode',
  // Erasure.
  'privacy.erasePerson',
  'privacy.eraseEnrolment',
  'privacy.eraseMine',
  'communities.removeChannel',
  'demo.remove',
  'media.remove',
  'welcome.removeIntroduction',
  'admissions.withdrawGuardian',
  // Alumni of it, whom another class may invite, and being left out of its albums.
  'alumni.join',
  'alumni.withdraw',
  'alumni.link',
  'alumni.invite',
  'alumni.withdrawInvitation',
  'albums.hide',
  // The exit survey.
  'exits.link',
  'exits.ownLink',
  'exits.answer',
  // Saying it twice is saying it once.
  'dissolution.dissolve',
]);

/** They hold the community themselves, in one order with a successor, and refuse by what they find then. */
const holding: ReadonlySet<string> = new Set(['dissolution.announce', 'dissolution.withdraw', 'dissolution.dissolve']);

type Run = (ctx: CommandContext, input: unknown, prepared?: unknown) => Promise<unknown>;

/** The modules, with every command refused in communities that are dissolved, but those that stay. */
export function readOnlyOnceDissolved(modules: readonly Module[]): readonly Module[] {
  const scopes = new Map<string, Scope>(modules.flatMap((one) => Object.entries(one.scopes)));
  return modules.map((one) => {
    const verbs = Object.entries(one.verbs).map(([key, verb]): [string, typeof verb] => {
      const procedure = one.contract[key];
      const name = `${one.name}.${key}`;
      if (!isContractProcedure(procedure) || stays.has(name) || holding.has(name)) return [key, verb];
      const { kind, access }: OperationMeta = procedure['~orpc'].meta;
      if (kind !== 'command') return [key, verb];
      const run = guarded(runOf(typeof verb === 'function' ? verb : verb.run), access, scopes);
      return [key, typeof verb === 'function' ? run : { prepare: verb.prepare, run }];
    });
    return { ...one, verbs: Object.fromEntries(verbs) };
  });
}

/** First by what the input names, so that nothing else is complained of; then by what was changed. */
function guarded(run: Run, access: Access, scopes: ReadonlyMap<string, Scope>): Run {
  return async (ctx, input, prepared) => {
    const named = await communityNamed(ctx, input, access, scopes);
    await requireAlive(ctx, named === null ? [] : [named]);
    const changed = new Set<string>();
    const emit: CommandContext['emit'] = (event, about, data) => {
      if (about.communityId !== undefined && about.communityId !== named) changed.add(about.communityId);
      ctx.emit(event, about, data);
    };
    const answer = await run({ ...ctx, emit }, input, prepared);
    await requireAlive(ctx, [...changed]);
    return answer;
  };
}

async function communityNamed(
  ctx: CommandContext,
  input: unknown,
  access: Access,
  scopes: ReadonlyMap<string, Scope>,
): Promise<string | null> {
  const fields = new Map<string, unknown>(Object.entries(input ?? {}));
  const of = 'of' in access && fields.get(access.of) !== undefined ? access.of : 'communityId';
  const id = fields.get(of);
  return typeof id === 'string' ? ((await scopes.get(of)?.(ctx, id)) ?? null) : null;
}

/** The runner lets the types of verbs go as well; contract and parser hold them. */
function runOf(run: (ctx: never, input: never, prepared: never) => Promise<unknown>): Run {
  return run as Run;
}
