/** One router for RPC and REST, made from the contract: every procedure is a call of the runner. */
import { isContractProcedure } from '@orpc/contract';
import { ORPCError, Procedure } from '@orpc/server';
import { type Actor, DomainError, type Kernel, type OperationMeta } from '#kernel';
import { contract } from '../../contract.ts';
import { errorBody, statusOf } from './status.ts';

interface CallContext extends Record<PropertyKey, unknown> {
  actor: Actor;
  requestId: string;
}

/** What a command that went through was asked and answered, and by whom. */
export type AfterCommand = (done: CallContext & { operation: string; input: unknown; answer: unknown }) => void;

/** Procedures of the contract by name, with operationId and a sentence on access. */
export function describedContract() {
  return Object.entries(contract).map(([moduleName, procedures]) => ({
    moduleName,
    procedures: Object.entries(procedures).map(([key, procedure]) => {
      if (!isContractProcedure(procedure)) throw new Error(`${moduleName}.${key} is not an operation`);
      const definition = procedure['~orpc'];
      const operationId = `${moduleName}.${key}`;
      const meta: OperationMeta = definition.meta;
      const route = { ...definition.route, operationId, tags: [moduleName], description: accessText(meta) };
      return { key, operationId, definition: { ...definition, route } };
    }),
  }));
}

/** @param afterCommand told of every command that went through */
export function createRouter(kernel: Kernel, afterCommand: AfterCommand) {
  const modules = describedContract().map(({ moduleName, procedures }) => {
    const built = procedures.map(
      ({ key, operationId, definition }) => [key, procedureOf(kernel, operationId, definition, afterCommand)] as const,
    );
    return [moduleName, Object.fromEntries(built)] as const;
  });
  return Object.fromEntries(modules);
}

type Definition = ReturnType<typeof describedContract>[number]['procedures'][number]['definition'];

function procedureOf(kernel: Kernel, operation: string, definition: Definition, afterCommand: AfterCommand) {
  return new Procedure<CallContext, CallContext, never, never, Record<never, never>, OperationMeta>({
    ...definition,
    middlewares: [],
    // NaN: validation is left to the runner, which every door and test goes through.
    inputValidationIndex: Number.NaN,
    outputValidationIndex: Number.NaN,
    handler: async ({ input, context }) => {
      try {
        const answer = await kernel.run<never>(operation, input, context.actor, { requestId: context.requestId });
        if (definition.meta.kind === 'command') afterCommand({ ...context, operation, input, answer });
        return answer;
      } catch (error) {
        throw error instanceof DomainError ? asRpcError(error) : error;
      }
    },
  });
}

function asRpcError(error: DomainError): ORPCError<string, unknown> {
  return new ORPCError(error.code, { status: statusOf(error), message: error.code, data: errorBody(error) });
}

function accessText({ access }: OperationMeta): string {
  if ('public' in access) return 'Needs no sign-in.';
  if (access.scope === 'organisation') return `Needs the role ${access.role} in the organisation.`;
  if (access.of === 'any') return `Needs the role ${access.role} in at least one community.`;
  const right = access.right ? `, or the right \`${access.right}\` there or in the squad named` : '';
  return `Needs the role ${access.role} in the community of \`${access.of}\`, or in the organisation${right}.`;
}
