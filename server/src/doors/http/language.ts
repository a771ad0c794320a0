import type { FastifyRequest } from 'fastify';
import { type Language, languages } from '../../report/index.ts';

/** The language a drawing is asked for in, else Chinese. */
export function languageOf({ query }: Pick<FastifyRequest, 'query'>): Language {
  const { language: asked } = query as { language?: unknown }; // routes declare what else they take
  return languages.find((language) => language === asked) ?? 'zh-CN';
}
