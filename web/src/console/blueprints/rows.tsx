import type { InferContractRouterOutputs } from '@orpc/contract';
import i18next from 'i18next';
import type { Contract } from 'qunce/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import { type Quiz, quizWords } from '../admissions/quiz-settings.tsx';
import { type Blueprint, policyWords } from './words.ts';

export type Row = InferContractRouterOutputs<Contract>['blueprints']['compare']['rows'][number];
type Policy = Blueprint['operate']['checkins'][number]['policy'];

const parts = ['interest', 'structure', 'output', 'operate', 'copy', 'ladder'] as const;
type Part = (typeof parts)[number] | 'about';

const segmentsOf = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
const partOf = (path: string): Part => parts.find((part) => part === segmentsOf(path)[0]) ?? 'about';

/** `/operate/rituals/开营/text` → 仪式 · 开营 · 内容. */
export function pathWords(path: string): string {
  const segments = segmentsOf(path);
  const inside = partOf(path) === 'about' ? segments : segments.slice(1);
  return inside
    .filter((segment) => segment !== 'charter' && segment !== 'face' && segment !== 'definition')
    .map((segment) => (i18next.exists(`blueprints.leaf.${segment}`) ? i18next.t(`blueprints.leaf.${segment}`) : segment))
    .join(' · ');
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
// The shape of the contract, which rows of every kind cannot carry in their type.
const isPolicy = (value: unknown): value is Policy => isRecord(value) && 'opens' in value && 'needPerWeek' in value;

const isQuiz = (value: unknown): value is Quiz => isRecord(value) && 'questions' in value && 'failing' in value;

/** Any value of a document in one line. @param known what is said already where it stands */
function words(value: unknown, known?: string): string {
  if (typeof value === 'string') return i18next.exists(`blueprints.value.${value}`) ? i18next.t(`blueprints.value.${value}`) : value;
  if (typeof value === 'number') return number(value);
  if (isPolicy(value)) return policyWords(value).join(i18next.t('blueprints.comma'));
  if (isQuiz(value)) return quizWords(value);
  if (Array.isArray(value)) return value.map((one) => words(one)).join(i18next.t('blueprints.semicolon'));
  if (!isRecord(value)) return '';
  const said = Object.entries(value).map(([field, one]) => (field === 'key' || one === known ? '' : fieldWords(field, one, value)));
  return said.filter(Boolean).join(' · ');
}

/** A field beside its fellows: days count from 1, people belong to a level, money and time have their unit. */
function fieldWords(field: string, value: unknown, { per, people, offset, days, yuan }: Record<string, unknown> = {}): string {
  const t = i18next.t;
  if (field === 'per' && typeof people === 'number') return t(`blueprints.per.${value}`, { count: people, n: number(people) });
  if (field === 'people' && typeof per === 'string') return '';
  if (field === 'offset' && typeof offset === 'number' && typeof days === 'number')
    return t('blueprints.span', { from: number(offset + 1), to: number(offset + days) });
  if (field === 'days' && typeof offset === 'number') return '';
  if (field === 'days' && typeof yuan === 'number')
    return typeof days === 'number' ? t('blueprints.term', { count: days, n: number(days) }) : t('blueprints.noEnd');
  if (typeof value !== 'number') return words(value);
  if (field === 'day' || field === 'offset')
    return value < 0 ? t('blueprints.daysBefore', { count: -value, n: number(-value) }) : t('blueprints.dayN', { n: number(value + 1) });
  if (field === 'yuan') return value === 0 ? t('blueprints.free') : t('blueprints.yuan', { n: number(value) });
  return number(value);
}

/** @param path where it stands in the document */
export function Value({ of, path }: { of: unknown; path: string }): ReactNode {
  const { t } = useTranslation();
  if (Array.isArray(of) && of.length > 0) {
    return (
      <ul className="blueprint-lines">
        {of.map((one) => (
          <li key={words(one)}>{words(one)}</li>
        ))}
      </ul>
    );
  }
  const last = segmentsOf(path).at(-1) ?? '';
  const said = isRecord(of) ? words(of, last) : fieldWords(last, of);
  return said === '' ? <span className="frame">{t('blueprints.compare.nothing')}</span> : said;
}

/** Two columns, part by part; on a phone one below the other. */
export function DifferenceRows({ rows, here, there }: { rows: readonly Row[]; here: string; there: string }) {
  const { t } = useTranslation();
  return (
    <>
      {(['about', ...parts] as const).map((part) => {
        const own = rows.filter(({ path }) => partOf(path) === part);
        if (own.length === 0) return null;
        return (
          <section key={part} className="blueprint-differences">
            <h3>{t(`blueprints.parts.${part}`)}</h3>
            <ul>
              {own.map((row) => (
                <li key={row.path}>
                  <div className="blueprint-difference-name">
                    {pathWords(row.path)} <span className="tag grey">{t(`blueprints.compare.${kindOf(row)}`)}</span>
                  </div>
                  <div className="blueprint-sides">
                    <div>
                      <small>{here}</small>
                      <div>
                        <Value of={row.here} path={row.path} />
                      </div>
                    </div>
                    <div>
                      <small>{there}</small>
                      <div>
                        <Value of={row.there} path={row.path} />
                      </div>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function kindOf({ here, there }: Row): 'onlyHere' | 'onlyThere' | 'differs' {
  return there === null ? 'onlyHere' : here === null ? 'onlyThere' : 'differs';
}
