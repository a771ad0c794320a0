import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';

/** The three questions before a community is cloned, from the group that said most. */
export function ReadinessCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const found = useQuery(api.blueprints.readiness.queryOptions({ input: { communityId } }));
  const [group] = found.data?.groups ?? [];
  const shown = (code: string, value: number | null) => (value === null ? '—' : code.endsWith('Share') ? percent(value) : number(value));
  return (
    <Card title={t('blueprints.ready.title')} note={group && t('blueprints.ready.group', { name: group.name })}>
      {found.error && <Alert type="error" showIcon title={errorText(found.error)} />}
      {found.isLoading && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {found.data && !group && <p>{t('blueprints.ready.noGroup')}</p>}
      {group && (
        <>
          <p className="frame">
            {t('blueprints.ready.frame', {
              days: number(group.evidence.days),
              messages: number(group.evidence.messages),
              people: number(group.evidence.speakers),
              leader: group.leader ?? '—',
            })}
          </p>
          {group.tooLittleData && <Alert type="info" showIcon title={t('blueprints.ready.tooLittle')} style={{ marginBottom: 12 }} />}
          <ul className="blueprint-ready">
            {group.answers.map(({ question, met, rows }) => (
              <li key={question}>
                <h3>
                  {t(`blueprints.ready.${question}`)}{' '}
                  <span className={`tag ${met === null ? 'grey' : met ? '' : 'amber'}`}>{t(`blueprints.ready.met.${met}`)}</span>
                </h3>
                <ul>
                  {rows.map(({ code, need, have, met: rowMet }) => (
                    <li key={code}>
                      {t(`blueprints.ready.code.${code}`)}
                      {t('blueprints.ready.line', { have: shown(code, have), need: shown(code, need) })}{' '}
                      {rowMet !== null && <span aria-hidden="true">{rowMet ? '✓' : '✗'}</span>}
                      {rowMet !== null && <span className="visually-hidden">{t(`blueprints.ready.met.${rowMet}`)}</span>}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          <p className="frame">{t('blueprints.ready.prior')}</p>
        </>
      )}
    </Card>
  );
}
