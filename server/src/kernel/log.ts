import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** One JSON line a fact. Inputs, cookies, keys and message texts are never logged. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, redact: ['req.headers.authorization', 'req.headers.cookie'] };
  return destination ? pino(options, destination) : pino(options);
}
