import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, InputNumber, Segmented, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number } from '../../shared/format.ts';
import { withWords } from '../../shared/i18n.ts';
import { Problem } from '../../shared/problem.tsx';
import { alumniWords } from '../../shared/words.ts';
import type { CampDetail } from '../camps/state.tsx';
import { useMay } from '../members/may.ts';
import { CampReport } from './camp-report.tsx';
import { Completing } from './completing.tsx';
import { ExitSurvey } from './exit-survey.tsx';

const shows = ['all', 'met', 'notMet'] as const;

const Alumni = lazy(withWords(() => import('./alumni.tsx'), alumniWords));
const Album = lazy(withWords(() => import('./album.tsx'), alumniWords));

const views = ['certificates', 'report', 'album', 'alumni', 'survey'] as const;

/** 结营: certificates, the report of the camp, its album, its alumni, and why people left. */
export function GraduationTab({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('certificates');
  return (
    <>
      <div className="filters graduation-views">
        <Segmented value={view} onChange={setView} options={views.map((value) => ({ value, label: t(`graduation.view.${value}`) }))} />
      </div>
      {view === 'certificates' && <Certificates camp={camp} />}
      {view === 'report' && <CampReport campaignId={camp.id} />}
      <Suspense fallback={<Skeleton active />}>
        {view === 'album' && <Album campaignId={camp.id} />}
        {view === 'alumni' && <Alumni camp={camp} />}
      </Suspense>
      {view === 'survey' && <ExitSurvey camp={camp} />}
      <DangerZone camp={camp} />
    </>
  );
}

/** How many days are asked for, who completes by that, and their certificates. */
function Certificates({ camp }: { camp: CampDetail }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [tried, setTried] = useState<number | null>(null);
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const input = { campaignId: camp.id, ...(tried !== null && { need: tried }) };
  const query = useQuery({ ...api.graduation.preview.queryOptions({ input }), placeholderData: keepPreviousData });
  const award = useMutation({
    ...api.graduation.award.mutationOptions(),
    onSuccess: async ({ awarded }) => {
      await queryClient.invalidateQueries({ queryKey: api.graduation.key() });
      void message.success(t('graduation.awarded', { count: awarded, n: number(awarded) }));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  if (query.error) return <Problem error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { state, days, asked, need, met, people } = query.data;
  if (people.length === 0)
    return (
      <Card title={t('graduation.title')}>
        <p>{t('graduation.nobody')}</p>
      </Card>
    );
  const waiting = people.filter((one) => one.met && one.certificate === null).length;
  const shown = people.filter((one) => show === 'all' || one.met === (show === 'met'));
  const ask = () =>
    modal.confirm({
      title: t('graduation.awardTitle', { count: waiting, n: number(waiting) }),
      content: t('graduation.awardNote', { need: number(need) }),
      okText: t('graduation.award'),
      onOk: () => award.mutateAsync({ campaignId: camp.id, need }).catch(() => undefined),
    });
  return (
    <div className="grid">
      <Card title={t('graduation.title')} note={t('graduation.metOf', { met: number(met), people: number(people.length) })}>
        <div className="filters">
          <span>
            {t('graduation.need')}{' '}
            <InputNumber
              aria-label={t('graduation.need')}
              min={1}
              max={days}
              precision={0}
              value={need}
              onChange={(value) => value !== null && setTried(value)}
              suffix={t('graduation.daysUnit')}
              style={{ width: 110 }}
            />
          </span>
          <Button type="primary" disabled={state !== 'ended' || waiting === 0} loading={award.isPending} onClick={ask}>
            {t('graduation.award')}
          </Button>
        </div>
        <p className="sub">{t('graduation.asked', { days: number(days), asked: number(asked) })}</p>
        {state !== 'ended' && <p className="sub">{t('graduation.notOver', { day: camp.endsOn })}</p>}
        {state === 'ended' && waiting === 0 && <p className="sub">{t(met > 0 ? 'graduation.allAwarded' : 'graduation.noneMet')}</p>}
      </Card>
      <Card title={t('graduation.people')}>
        <Printing campaignId={camp.id} sheets={people.filter(({ certificate }) => certificate && !certificate.revoked).length} />
        <div className="filters">
          <Segmented value={show} onChange={setShow} options={shows.map((value) => ({ value, label: t(`graduation.show.${value}`) }))} />
        </div>
        {shown.length === 0 ? <p className="sub">{t(`graduation.noneShown.${show}`)}</p> : <Completing people={shown} need={need} />}
      </Card>
    </div>
  );
}

/** As many as the door prints into one file. */
const SHEETS = 50;

function Printing({ campaignId, sheets }: { campaignId: string; sheets: number }) {
  const { t, i18n } = useTranslation();
  if (sheets === 0) return null;
  const parts = Array.from({ length: Math.ceil(sheets / SHEETS) }, (_, index) => index * SHEETS);
  return (
    <>
      <div className="filters">
        {parts.map((from) => (
          <Button
            key={from}
            href={`/api/v1/campaigns/${campaignId}/certificates.pdf?${new URLSearchParams({ language: i18n.language, from: String(from) })}`}
            download
          >
            {sheets <= SHEETS
              ? t('graduation.print')
              : t('graduation.printPart', { from: number(from + 1), to: number(Math.min(from + SHEETS, sheets)) })}
          </Button>
        ))}
      </div>
      <p className="sub" style={{ marginBottom: 14 }}>
        {t('graduation.printNote')}
      </p>
    </>
  );
}

/** The way to the end of the whole community, for its owners. */
function DangerZone({ camp: { communityId, dissolved } }: { camp: CampDetail }) {
  const { t } = useTranslation('dissolution');
  const owner = useMay('owner', communityId);
  if (!owner) return null;
  return (
    <div className="graduation-danger">
      <Card title={t('doorTitle')}>
        <p className="sub">{t(dissolved ? 'member.stays' : 'doorNote')}</p>
        <Link to="/communities/$communityId/dissolve" params={{ communityId }}>
          {t(dissolved ? 'title' : 'door')}
        </Link>
      </Card>
    </div>
  );
}
