import { useQuery } from '@tanstack/react-query';
import { Link, useRouteContext } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card, Figure } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { withWords } from '../../shared/i18n.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useSuggestionWords } from '../../shared/suggestion.tsx';
import { GroupCodesDue } from '../admissions/group-codes-due.tsx';
import { SignInCodes } from '../admissions/sign-in-codes.tsx';
import { RunningCamps } from '../camps/camp-lines.tsx';
import { FirstSteps } from '../groups/first-steps.tsx';
import { GroupLines } from '../groups/group-lines.tsx';
import { dutyWords } from '../words.ts';

/** Groups shown here; the rest stand in the list. */
const MOST = 12;

/** Brings forms along: the page stands before. */
const DueToday = lazy(withWords(() => import('../duties/desk-card.tsx').then(({ DueToday }) => ({ default: DueToday })), dutyWords));

/** 工作台: what needs a hand today, over all groups. */
export function Workbench() {
  const { t, i18n } = useTranslation();
  const { me } = useRouteContext({ from: '/inside' });
  const portfolio = useQuery(api.insights.portfolio.queryOptions({ input: {} }));
  if (portfolio.error) return <Problem error={portfolio.error} retry={() => portfolio.refetch()} />;
  if (!portfolio.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { groups, totals } = portfolio.data;
  const todos = groups.filter((group) => group.firstSuggestion).slice(0, 8);
  const today = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeZone: me.organisation.zone }).format(new Date());
  return (
    <>
      <PageHead
        title={groups.length === 0 ? t('workbench.welcome', { name: me.name }) : t('workbench.title', { count: todos.length })}
        sub={
          <>
            {today}
            {groups.length > 0 && ` · ${t('workbench.groups', { count: groups.length })}`}
          </>
        }
      >
        <Link to="/import">
          <Button type="primary">{t('import.start')}</Button>
        </Link>
      </PageHead>
      {groups.length === 0 ? (
        <div className="grid">
          <SignInCodes />
          <RunningCamps />
          <Suspense>
            <DueToday />
          </Suspense>
          <GroupCodesDue />
          <FirstSteps />
        </div>
      ) : (
        <div className="grid">
          <SignInCodes />
          <RunningCamps />
          <Suspense>
            <DueToday />
          </Suspense>
          <GroupCodesDue />
          <div className="grid" style={{ gridTemplateColumns: 'repeat(auto-fit,minmax(150px,1fr))' }}>
            <Figure name="wau" value={number(totals.wau)} frame={t('workbench.wauFrame')} />
            <Figure
              name="atRisk"
              value={number(totals.atRisk)}
              frame={t('workbench.atRiskFrame')}
              {...(totals.atRisk > 0 && { tone: 'down' as const })}
            />
            <Figure
              name="newcomersAnswered"
              label={t('workbench.unanswered')}
              value={number(totals.unanswered)}
              frame={t('workbench.unansweredFrame')}
              {...(totals.unanswered > 0 && { tone: 'down' as const })}
            />
          </div>
          <div className="grid split">
            <Card title={t('workbench.list')} note={t('workbench.order')}>
              <GroupLines groups={groups.slice(0, MOST)} />
              {groups.length > MOST && (
                <p style={{ marginTop: 12 }}>
                  <Link to="/groups">{t('workbench.all', { count: groups.length })}</Link>
                </p>
              )}
            </Card>
            <Card title={t('workbench.todo')} note={t('workbench.todoOrder')}>
              {todos.length === 0 && <p className="sub">{t('workbench.nothing')}</p>}
              {todos.map(
                (group, i) =>
                  group.firstSuggestion && (
                    <Todo
                      key={group.channelId}
                      rank={i + 1}
                      channelId={group.channelId}
                      name={group.name}
                      suggestion={group.firstSuggestion}
                    />
                  ),
              )}
            </Card>
          </div>
        </div>
      )}
    </>
  );
}

function Todo({
  rank,
  channelId,
  name,
  suggestion,
}: {
  rank: number;
  channelId: string;
  name: string;
  suggestion: Parameters<ReturnType<typeof useSuggestionWords>>[0];
}) {
  const { t } = useTranslation();
  const words = useSuggestionWords()(suggestion);
  return (
    <div className="todo">
      <span className="rank">{rank}</span>
      <div>
        <div className="what">{words.title}</div>
        <div className="frame">
          {name} · {words.why}
        </div>
      </div>
      <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'overview' }}>
        <Button>{t('workbench.look')}</Button>
      </Link>
    </div>
  );
}
