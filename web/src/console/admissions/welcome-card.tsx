import type { InferContractRouterOutputs } from '@orpc/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, coded } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { GroupCodes } from './group-codes.tsx';
import { PlanForm } from './plan-form.tsx';
import './admissions.css';

type Outputs = InferContractRouterOutputs<Contract>['welcome'];
export type Plan = Outputs['plan'];
type Person = Outputs['progress']['people'][number];

/** 新人几步: what is asked of who is new, how far each has come, and the codes of the groups. */
export function WelcomeCard({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const plan = useQuery(api.welcome.plan.queryOptions({ input: { communityId } }));
  // The codes are for those who may change them; asking for them tells who may.
  const codes = useQuery(api.welcome.groupCodes.queryOptions({ input: { communityId } }));
  const mayChange = coded(codes.error).code !== 'access.denied';
  if (plan.error) return <Problem error={plan.error} retry={() => plan.refetch()} />;
  const steps = plan.data?.steps ?? [];
  return (
    <Card title={t('welcome.title')} note={t('welcome.note')} className="admissions">
      {!plan.data ? (
        <Skeleton active />
      ) : (
        <>
          <p className="sub welcome-plan">
            {steps.length === 0 ? t('welcome.none') : steps.map((step) => t(`welcome.step.${step}`)).join(' · ')}
            {plan.data.nicknameFormat !== '' && ` · ${t('welcome.formatIs', { format: plan.data.nicknameFormat })}`}
            {plan.data.rules && ` · ${t('welcome.rulesIs', { version: plan.data.rules.version })}`}
          </p>
          {mayChange && (
            <p className="invitation-acts">
              <Button onClick={() => setEditing(true)}>{t(steps.length === 0 ? 'welcome.set' : 'welcome.change')}</Button>
            </p>
          )}
          {steps.length > 0 && <Progress communityId={communityId} />}
          {mayChange && codes.data && <GroupCodes communityId={communityId} codes={codes.data} />}
          {editing && <PlanForm communityId={communityId} plan={plan.data} close={() => setEditing(false)} />}
        </>
      )}
    </Card>
  );
}

const views = ['open', 'all'] as const;

function Progress({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('open');
  const [whole, setWhole] = useState(false);
  const query = useQuery({ ...api.welcome.progress.queryOptions({ input: { communityId } }), refetchInterval: 60_000 });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { asked, people, total, open } = query.data;
  const shown = view === 'all' ? people : people.filter(({ done, binding }) => done.length < asked.length || binding === 'disputed');
  return (
    <div>
      <Segmented
        value={view}
        onChange={setView}
        options={views.map((value) => ({
          value,
          label: `${t(`welcome.view.${value}`)} ${number(value === 'open' ? open : total)}`,
        }))}
      />
      {shown.length === 0 ? (
        <p className="sub">{t(people.length === 0 ? 'welcome.nobody' : 'welcome.allDone')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        <section className="queue" tabIndex={0} aria-label={t('welcome.progress')}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('welcome.who')}</th>
                {asked.map((step) => (
                  <th scope="col" key={step}>
                    {t(`welcome.step.${step}`)}
                  </th>
                ))}
                <th scope="col">{t('welcome.binding.title')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, whole ? MOST : FEW).map((person) => (
                <Row key={person.enrolmentId} person={person} asked={asked} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {shown.length > FEW && !whole && (
        <Button type="link" className="more" onClick={() => setWhole(true)}>
          {t('welcome.more', { count: shown.length - FEW, n: number(shown.length - FEW) })}
        </Button>
      )}
      {whole && shown.length > MOST && <p className="frame">{t('welcome.first', { n: number(MOST) })}</p>}
    </div>
  );
}

/** At first so few that what stands below is not pushed off the screen; then a page of people. */
const FEW = 8;
const MOST = 100;

function Row({ person, asked }: { person: Person; asked: Person['done'] }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{person.nickname}</th>
      {asked.map((step) => {
        const done = person.done.includes(step);
        return <td key={step}>{done ? t('welcome.done') : <span className="tag amber">{t('welcome.open')}</span>}</td>;
      })}
      <td>
        {person.binding === 'disputed' ? (
          <span className="tag red">{t('welcome.binding.disputed')}</span>
        ) : (
          t(`welcome.binding.${person.binding}`)
        )}
      </td>
    </tr>
  );
}
