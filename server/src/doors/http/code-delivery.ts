/** Brings codes to the operator's gateway after they were asked for; what it does not take over stays with staff to pass on. */
import type { Kernel } from '#kernel';
import type { DeliverCode } from '../../connectors/code-webhook.ts';
import { codeDigits, readAddress } from '../../modules/credentials/index.ts';
import type { AfterCommand } from './router.ts';

interface Parts {
  kernel: Kernel;
  dataDir: string;
  deliverCode: DeliverCode;
  unforeseen(error: Error, requestId: string): void;
}

const asking = new Set(['credentials.askCode', 'credentials.addAddress']);

/** Nobody waits for it: how long an answer takes tells nothing of whether the address is known. */
export function codeDelivery({ kernel, dataDir, deliverCode, unforeseen }: Parts): AfterCommand {
  async function deliver(orgId: string, typed: string, { codeId, until }: { codeId: string; until: string }): Promise<void> {
    const system = { kind: 'system', orgId } as const;
    const to = readAddress(typed);
    if (!to || !(await kernel.run<boolean>('credentials.isForSomebody', { codeId }, system))) return;
    await deliverCode({ kind: to.kind, address: to.address, code: await codeDigits({ dataDir, orgId }, codeId), until });
    await kernel.run('credentials.delivered', { codeId }, system);
  }

  return ({ operation, input, answer, actor, requestId }) => {
    if (!asking.has(operation) || actor.orgId === undefined) return;
    const { address } = Object(input);
    deliver(actor.orgId, String(address), Object(answer)).catch((error: Error) => unforeseen(error, requestId));
  };
}
