import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number, percent } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { changed, type Plan } from './state.ts';

/** A plan to be looked at before anything happens; drawn again with another seed as often as one likes. */
export function PlanPreview({ communityId, anew, close }: { communityId: string; anew: boolean; close(): void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [seed, setSeed] = useState(1);
  const query = useQuery({ ...api.squads.plan.queryOptions({ input: { communityId, anew, seed } }), staleTime: 0 });
  const plan = query.data;
  const assign = useMutation({
    ...api.squads.assign.mutationOptions(),
    onSuccess: async ({ placed, skipped }) => {
      await changed();
      close();
      void message.success(t('squads.assigned', { count: placed, n: number(placed) }));
      if (skipped.length > 0)
        modal.info({
          title: t('squads.skippedTitle', { count: skipped.length, n: number(skipped.length) }),
          content: (
            <ul className="squad-skipped">
              {skipped.map(({ enrolmentId, nickname, reason }) => (
                <li key={enrolmentId}>{t(`squads.skipped.${reason}`, { name: nickname || t('squads.somebody') })}</li>
              ))}
            </ul>
          ),
        });
    },
  });
  const carryOut = (made: Plan) =>
    assign.mutate({
      communityId,
      anew,
      squads: made.squads.map(({ squadId, name, people }) => ({ squadId, name, people: people.map(({ enrolmentId }) => enrolmentId) })),
    });
  return (
    <Modal
      open
      width={920}
      title={t(anew ? 'squads.planAnew' : 'squads.planRest')}
      onCancel={close}
      okText={t('squads.carryOut', { count: plan?.moved ?? 0, n: number(plan?.moved ?? 0) })}
      okButtonProps={{ disabled: !plan || plan.moved === 0 }}
      confirmLoading={assign.isPending}
      onOk={() => plan && carryOut(plan)}
    >
      {assign.error && <Alert type="error" showIcon title={errorText(assign.error)} style={{ marginBottom: 12 }} />}
      {query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {!plan && !query.error && <Skeleton active />}
      {plan && (
        <>
          <p className="sub">
            {plan.balancedBy.length > 0
              ? t('squads.balancedBy', { by: plan.balancedBy.map((by) => t(`squads.by.${by}`)).join(t('squads.comma')) })
              : t('squads.balancedByNothing')}{' '}
            {t('squads.notYetDone')}
          </p>
          <p style={{ margin: '8px 0 12px' }}>
            <Button loading={query.isFetching} onClick={() => setSeed((before) => before + 1)}>
              {t('squads.drawAgain')}
            </Button>
          </p>
          <div className="squads">
            {plan.squads.map(({ squadId, name, people, activity }) => (
              <section key={squadId ?? name} className="squad" aria-label={name}>
                <header>
                  <h3>{name}</h3>
                  <span className="frame">
                    {t('squads.people', { count: people.length, n: number(people.length) })}
                    {activity !== null && ` · ${t('squads.activity', { share: percent(activity) })}`}
                  </span>
                </header>
                <p>
                  {people.map(({ enrolmentId, nickname, now, leads }) => (
                    <span key={enrolmentId} className={now ? 'squad-name' : 'squad-name new'}>
                      {leads ? t('squads.leaderTag', { name: nickname }) : nickname}
                    </span>
                  ))}
                </p>
              </section>
            ))}
          </div>
        </>
      )}
    </Modal>
  );
}
