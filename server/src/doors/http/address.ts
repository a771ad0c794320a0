import type { FastifyRequest } from 'fastify';

/** Where people find the installation: the address staff were given, else the one this request was asked at. No slash at the end. */
export function addressOf({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>, publicUrl: string | undefined): string {
  return (publicUrl ?? `${protocol}://${host}`).replace(/\/$/, '');
}
