import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { quizWords } from '../admissions/quiz-settings.tsx';
import { type Blueprint, policyWords } from './words.ts';

/** Said with every part, so that nobody waits for what the product does not do, and finds where to do it. */
function ByHand({ at = 'byHand' }: { at?: 'byHand' | 'inSquads' | 'inDuties' }) {
  const { t } = useTranslation();
  return <span className="tag grey">{t(`blueprints.${at}`)}</span>;
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Lines = ({ of }: { of: readonly string[] }) => (
  <ul>
    {of.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** The document in its five parts, as one reads it. */
export function BlueprintParts({ document }: { document: Blueprint }) {
  return (
    <div className="grid">
      <Interest {...document.interest} />
      <Structure {...document.structure} />
      <Output {...document.output} />
      <Operate {...document.operate} />
      <Copy {...document.copy} />
    </div>
  );
}

function Interest({ charter, face, threshold, quiz }: Blueprint['interest']) {
  const { t } = useTranslation();
  const after = (day: number) => t('blueprints.dayN', { n: number(day + 1) });
  return (
    <Card title={t('blueprints.part.interest')} note={<ByHand />}>
      <dl className="blueprint-terms">
        <Term name={t('blueprints.charter.audience')}>{charter.audience}</Term>
        <Term name={t('blueprints.charter.pain')}>{charter.pain}</Term>
        <Term name={t('blueprints.charter.goal')}>{charter.goal}</Term>
        <Term name={t('blueprints.charter.milestones')}>
          <Lines of={charter.milestones.map(({ day, text }) => `${after(day)} · ${text}`)} />
        </Term>
        <Term name={t('blueprints.charter.encouraged')}>
          <Lines of={charter.encouraged} />
        </Term>
        <Term name={t('blueprints.charter.violations')}>
          <Lines of={charter.violations} />
        </Term>
        {charter.slogan && <Term name={t('blueprints.charter.slogan')}>{charter.slogan}</Term>}
        <Term name={t('blueprints.face')}>{face.nickname}</Term>
        <Term name={t('blueprints.threshold')}>
          <Lines of={threshold.map(({ kind, text }) => `${t(`blueprints.thresholds.${kind}`)} · ${text}`)} />
        </Term>
        {quiz && (
          <Term name={t('blueprints.leaf.quiz')}>
            <p>{quizWords(quiz)}</p>
            <Lines of={quiz.questions.map(({ text }) => text)} />
          </Term>
        )}
      </dl>
    </Card>
  );
}

function Structure({ classSize, squadSize, span, roles }: Blueprint['structure']) {
  const { t } = useTranslation();
  const sizes = { classSize: number(classSize), squadSize: number(squadSize), span: number(span) };
  return (
    <Card title={t('blueprints.part.structure')} note={<ByHand at="inSquads" />}>
      <p className="blueprint-sizes">{t('blueprints.sizes', sizes)}</p>
      <dl className="blueprint-terms">
        {roles.map(({ name, per, people, duties, rights, definition }) => (
          <Term key={name} name={name}>
            <span className="frame">{t(`blueprints.per.${per}`, { count: people, n: number(people) })}</span>
            <Said as="blueprints.duties" of={duties} />
            <Said as="blueprints.rights" of={rights} />
            {definition && <Definition {...definition} />}
          </Term>
        ))}
      </dl>
    </Card>
  );
}

function Said({ as, of }: { as: string; of: readonly string[] }) {
  const { t } = useTranslation();
  return of.length > 0 && <p>{t(as, { what: of.join(t('blueprints.semicolon')) })}</p>;
}

function Definition({
  behaviours,
  responsibilities,
  rights,
  termDays,
}: NonNullable<Blueprint['structure']['roles'][number]['definition']>) {
  const { t } = useTranslation();
  return (
    <>
      <span className="tag">{t('blueprints.heldAs.done')}</span>
      <Said as="blueprints.heldAs.behaviours" of={behaviours} />
      <Said as="blueprints.heldAs.responsibilities" of={responsibilities} />
      <Said as="blueprints.heldAs.may" of={rights.map((right) => t(`squads.right.${right}.name`))} />
      {termDays !== null && <p>{t('blueprints.heldAs.term', { n: number(termDays) })}</p>}
    </>
  );
}

function Output({ columns }: Blueprint['output']) {
  const { t } = useTranslation();
  return (
    <Card title={t('blueprints.part.output')} note={<ByHand />}>
      <dl className="blueprint-terms">
        {columns.map(({ name, cadence, who, text }) => (
          <Term key={name} name={name}>
            <span className="frame">
              {t(`blueprints.cadence.${cadence}`)} · {who}
            </span>
            <p>{text}</p>
          </Term>
        ))}
      </dl>
    </Card>
  );
}

function Operate({ checkins, homework = [], rituals, scripts = [] }: Blueprint['operate']) {
  const { t } = useTranslation();
  return (
    <>
      <Card title={t('blueprints.part.checkins')} note={<span className="tag">{t('blueprints.automatic')}</span>}>
        <dl className="blueprint-terms">
          {checkins.map(({ key, name, goal, offset, days, policy }) => (
            <Term key={key} name={name}>
              <span className="frame">{t('blueprints.span', { from: number(offset + 1), to: number(offset + days) })}</span>
              {goal && <p>{t('camps.goalIs', { goal })}</p>}
              <Lines of={policyWords(policy)} />
            </Term>
          ))}
        </dl>
      </Card>
      {homework.length > 0 && (
        <Card title={t('blueprints.part.homework')} note={<span className="tag">{t('blueprints.automatic')}</span>}>
          <dl className="blueprint-terms">
            {homework.map(({ key, title, asked, day, time }) => (
              <Term key={key} name={title}>
                <span className="frame">{t('blueprints.homeworkDue', { n: number(day + 1), time })}</span>
                {asked && <p>{asked}</p>}
              </Term>
            ))}
          </dl>
        </Card>
      )}
      {scripts.length > 0 && (
        <Card title={t('blueprints.part.scripts')} note={<span className="tag">{t('blueprints.offered')}</span>}>
          <dl className="blueprint-terms">
            {scripts.map(({ id, name, summary, lines }) => (
              <Term key={id} name={name}>
                <p>{summary}</p>
                <Lines of={lines.map(({ who, title }) => `${who} · ${title}`)} />
              </Term>
            ))}
          </dl>
        </Card>
      )}
      <Card title={t('blueprints.part.rituals')} note={<ByHand at="inDuties" />}>
        <dl className="blueprint-terms">
          {rituals.map(({ name, day, repeat, time, who, text }) => (
            <Term key={name} name={name}>
              <span className="frame">
                {day < 0 ? t('blueprints.daysBefore', { count: -day, n: number(-day) }) : t('blueprints.dayN', { n: number(day + 1) })}{' '}
                {time}
                {repeat !== 'once' && ` · ${t(`blueprints.cadence.${repeat}`)}`} · {who}
              </span>
              <p>{text}</p>
            </Term>
          ))}
        </dl>
      </Card>
    </>
  );
}

function Copy({ readiness, prices }: Blueprint['copy']) {
  const { t } = useTranslation();
  return (
    <Card title={t('blueprints.part.copy')} note={<ByHand />}>
      <dl className="blueprint-terms">
        <Term name={t('blueprints.readiness')}>
          <Lines of={readiness} />
        </Term>
        {prices.map(({ name, yuan, days, rights }) => (
          <Term key={name} name={name}>
            <span className="frame">
              {yuan === 0 ? t('blueprints.free') : t('blueprints.yuan', { n: number(yuan) })} ·{' '}
              {days === null ? t('blueprints.noEnd') : t('blueprints.term', { count: days, n: number(days) })}
            </span>
            <p>{rights.join(t('blueprints.semicolon'))}</p>
          </Term>
        ))}
      </dl>
    </Card>
  );
}
