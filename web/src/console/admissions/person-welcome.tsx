import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

const fields = ['who', 'place', 'goal', 'strengths', 'offers', 'seeks'] as const;

/** How somebody introduced themselves, and what they have done of the first steps. */
export function PersonWelcome({ enrolmentId }: { enrolmentId: string }) {
  const { t } = useTranslation();
  const query = useQuery(api.welcome.person.queryOptions({ input: { enrolmentId } }));
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { introduction, accepted, group, binding } = query.data;
  const latest = accepted.at(-1);
  const lines = [
    latest && t('welcome.person.accepted', { version: latest.version, at: dateTime(latest.at) }),
    group && t(group.name === null ? 'welcome.person.entered' : 'welcome.person.enteredBy', { name: group.name, at: dateTime(group.at) }),
    binding === 'disputed' && t('welcome.person.disputed'),
  ].filter((line) => typeof line === 'string');
  return (
    <section>
      <h3>{t('welcome.step.introduction')}</h3>
      {introduction ? (
        <>
          <dl className="introduction">
            {fields
              .filter((field) => introduction[field] !== '')
              .map((field) => (
                <div key={field}>
                  <dt>{t(`welcome.person.field.${field}`)}</dt>
                  <dd>{introduction[field]}</dd>
                </div>
              ))}
          </dl>
          <p className="frame">{t(introduction.listed ? 'welcome.person.listed' : 'welcome.person.notListed')}</p>
        </>
      ) : (
        <p className="sub">{t('welcome.person.none')}</p>
      )}
      {lines.map((line) => (
        <p key={line} className="frame">
          {line}
        </p>
      ))}
    </section>
  );
}
